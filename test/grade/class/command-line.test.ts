import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { root, scratch, splitbrain } from '../../cli/run.ts'
import { handedIn, handInBundled } from './classroom.ts'
import { finalFiles } from './files-of.ts'

const folder = scratch()
const options = ['--rubric', 'rubric.json', '--budget', '5']
let paths: readonly string[] = []

beforeAll(() => {
  handInBundled(join(folder, 'submissions'), handedIn().slice(0, 3))
  mkdirSync(join(folder, 'submissions/broken'))
  const items = [
    { id: 'once', title: 'Once', points: 3, check: { kind: 'scenario', name: 'duplicate-write' } },
    { id: 'kept', title: 'Kept', points: 2, check: { kind: 'property', name: 'well-behaved' } },
  ]
  writeFileSync(join(folder, 'rubric.json'), JSON.stringify({ lab: 'primary-backup', items }))
  writeFileSync(join(folder, 'submissions/broken/solution.js'), "export { default } from './missing.ts'")
  paths = [...handedIn().slice(0, 3), { name: 'broken' }].map(({ name }) => `submissions/${name}/solution.js`)
  const { code, err } = splitbrain(['grade', ...paths, ...options, '--jobs', '2', '--out', 'whole'], folder)
  expect([code, err]).toEqual([0, expect.stringContaining('4 of 4: ')])
}, 120_000)

describe('a class', () => {
  test('has a row for each submission, in the order in which they were given', () => {
    const rows = readFileSync(join(folder, 'whole/results.csv'), 'utf8').trimEnd().split(/\r?\n/)
    expect(rows.slice(1).map((row) => row.split(',')[0])).toEqual(paths.map((path) => path.split('/')[1]))
    const report = readFileSync(join(folder, 'whole/students/hot-standby/report.txt'), 'utf8')
    expect(report).toMatch(/^hot-standby: \d+ of \d+ points/m)
    const broken = readFileSync(join(folder, 'whole/students/broken/report.txt'), 'utf8')
    expect(broken).toContain('The solution cannot be used:')
  })

  test('says nothing of the machine', () => {
    for (const name of ['whole/results.json', 'whole/results.csv']) {
      expect(readFileSync(join(folder, name), 'utf8')).not.toContain(folder)
    }
  })

  test('stopped by a signal keeps what is done, leaves no child, and is resumed to the same bytes', async () => {
    const args = ['grade', ...paths, ...options, '--jobs', '1', '--out', 'stopped']
    const child = spawn(process.execPath, [join(root, 'dist/cli.js'), ...args], { cwd: folder })
    let err = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text
      if (text.includes('1 of 4: ')) child.kill('SIGINT')
    })
    await once(child, 'close')
    expect([child.exitCode, err]).toEqual([
      130,
      expect.stringContaining('1 of 4 submissions graded and kept in stopped'),
    ])
    const resumed = splitbrain([...args, '--resume'], folder)
    expect([resumed.code, resumed.err]).toEqual([0, expect.stringContaining('4 submissions, 1 taken over')])
    expect(finalFiles(join(folder, 'stopped'))).toEqual(finalFiles(join(folder, 'whole')))
  }, 120_000)

  test('in shards is merged to the same bytes', () => {
    for (const shard of [1, 2]) {
      const args = ['grade', ...paths, ...options, '--shard', `${shard}/2`, '--out', `shard-${shard}`]
      expect(splitbrain(args, folder).code).toBe(0)
    }
    const alone = splitbrain(['merge', 'shard-2', '--out', 'merged'], folder)
    expect([alone.code, alone.err]).toEqual([
      5,
      expect.stringContaining('has no result: shard 1/2 is not there'),
    ])
    expect(splitbrain(['merge', 'shard-2', 'shard-1', '--out', 'merged'], folder).code).toBe(0)
    expect(finalFiles(join(folder, 'merged'))).toEqual(finalFiles(join(folder, 'whole')))
  }, 120_000)

  test('that has changed is graded anew where it has changed', () => {
    const file = join(folder, 'submissions/broken/solution.js')
    writeFileSync(file, "export { default } from './still-missing.ts'")
    const { code, err } = splitbrain(['grade', ...paths, ...options, '--out', 'whole', '--resume'], folder)
    expect([code, err]).toEqual([0, expect.stringContaining('4 submissions, 3 taken over')])
    const report = readFileSync(join(folder, 'whole/students/broken/report.txt'), 'utf8')
    expect(report).toContain('still-missing')
  })
})

describe('a class that cannot be graded as asked', () => {
  test.each([
    [['--jobs', '2'], '--jobs is for a class: say with --out in which folder'],
    [['--resume'], '--resume is for a class'],
    [['--out', 'whole'], 'whole is not empty'],
    [['--out', 'new', '--shard', 'auto'], '--shard auto: expected one of SLURM_ARRAY_TASK_ID'],
    [['--out', 'new', '--shard', '3/2'], 'expected K/N with K from 1 to N'],
  ])('%j', (args, message) => {
    const { code, err } = splitbrain(['grade', ...paths, ...args], folder)
    expect([code, err]).toEqual([2, expect.stringContaining(message)])
  })

  test.each([
    [['submissions'], 'holds no results of a class'],
    [['nowhere'], 'holds no results of a class'],
  ])('merge %j', (folders, message) => {
    const { code, err } = splitbrain(['merge', ...folders, '--out', 'merged-again'], folder)
    expect([code, err]).toEqual([2, expect.stringContaining(message)])
  })
})
