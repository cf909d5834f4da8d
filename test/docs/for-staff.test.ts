import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { root, scratch } from '../cli/run.ts'
import { handedIn, handInBundled } from '../grade/class/classroom.ts'
import { finalFiles } from '../grade/class/files-of.ts'

const text = readFileSync(join(root, 'docs/for-staff.md'), 'utf8')
const folder = scratch()

/** The blocks of a language, in their order. */
function blocks(language: string): readonly string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(
    ([, code]) => code ?? '',
  )
}

/** The block of the page that has these words. */
function block(language: string, words: string): string {
  const found = blocks(language).find((code) => code.includes(words))
  if (found === undefined)
    throw new Error(`expected a block of ${language} with ${words} in docs/for-staff.md`)
  return found
}

/** As staff would, but for a rubric that is quick to be graded by. */
function shell(
  script: string,
  variables: Readonly<Record<string, string>> = {},
): { code: number | null; err: string } {
  const { status, stderr } = spawnSync('bash', ['-euc', script], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      PATH: `${join(folder, 'bin')}${delimiter}${process.env['PATH'] ?? ''}`,
      NO_COLOR: '1',
      ...variables,
    },
  })
  return { code: status, err: stderr }
}

beforeAll(() => {
  const submissions = handedIn().filter(({ name }) => /^(hot-standby|cold-standby|batching)$/.test(name))
  // The page says `solution.ts`; what is in it has no types to be checked.
  for (const { name } of submissions) mkdirSync(join(folder, 'submissions', name), { recursive: true })
  for (const [i, path] of handInBundled(join(folder, 'bundled'), submissions).entries()) {
    const { name } = submissions[i] ?? { name: '' }
    writeFileSync(
      join(folder, 'submissions', name, 'solution.ts'),
      `// @ts-nocheck\n${readFileSync(path, 'utf8')}`,
    )
  }
  const items = [{ id: 'a', title: 'A', points: 1, check: { kind: 'property', name: 'well-behaved' } }]
  writeFileSync(join(folder, 'rubric.json'), JSON.stringify({ lab: 'primary-backup', items }))
  mkdirSync(join(folder, 'bin'))
  writeFileSync(
    join(folder, 'bin/npx'),
    `#!/bin/bash
shift
[ "$1" = grade ] && set -- "$@" --rubric rubric.json --budget 2
exec '${process.execPath}' '${join(root, 'dist/cli.js')}' "$@"
`,
  )
  chmodSync(join(folder, 'bin/npx'), 0o755)
})

test('one machine: the class is graded, and resumed', () => {
  expect(shell(block('sh', '--jobs 2 --out results\n'))).toEqual({
    code: 0,
    err: expect.stringContaining('3 of 3'),
  })
  const resumed = shell(block('sh', '--jobs 2 --out results --resume'))
  expect(resumed).toEqual({ code: 0, err: expect.stringContaining('3 submissions, 3 taken over') })
  // Every file that the table names is there.
  const files = Object.keys(finalFiles(join(folder, 'results')))
  for (const name of [
    'results.csv',
    'results.json',
    'students/batching/report.txt',
    'students/batching/grade.json',
  ]) {
    expect(text).toContain(`\`${name.replace('batching', 'NAME')}\``)
    expect(files).toContain(name)
  }
}, 300_000)

test('two shards are merged into the same results', () => {
  const whole = finalFiles(join(folder, 'results'))
  expect(shell(`mv results whole; ${block('sh', '--shard 1/2')}`).code).toBe(0)
  expect(finalFiles(join(folder, 'results'))).toEqual(whole)
}, 300_000)

test('the script for Slurm grades the shard that Slurm names', () => {
  const { code, err } = shell(block('sh', '#SBATCH'), {
    SLURM_ARRAY_TASK_ID: '2',
    SLURM_ARRAY_TASK_COUNT: '10',
    SLURM_ARRAY_TASK_MIN: '1',
    SLURM_ARRAY_TASK_MAX: '10',
  })
  // results-2 is there, of another division: that is told, and not mixed.
  expect([code, err]).toEqual([
    2,
    expect.stringContaining('results-2 holds shard 2/2, and shard 2/10 is to be graded'),
  ])
  const alone = shell(`rm -r results-2; ${block('sh', '#SBATCH')}`, {
    SLURM_ARRAY_TASK_ID: '2',
    SLURM_ARRAY_TASK_COUNT: '10',
    SLURM_ARRAY_TASK_MIN: '1',
    SLURM_ARRAY_TASK_MAX: '10',
  })
  expect([alone.code, alone.err]).toEqual([0, expect.stringContaining('shard 2/10 (SLURM_ARRAY_TASK_ID=2')])
}, 300_000)

test('the command of the indexed job grades the shard of its pod', () => {
  const command =
    /^ +- (npx splitbrain grade .*)$/m.exec(block('yaml', 'completionMode: Indexed'))?.[1] ?? 'none'
  const { code, err } = shell(command, { JOB_COMPLETION_INDEX: '9' })
  expect([code, err]).toEqual([0, expect.stringContaining('shard 10/10 (JOB_COMPLETION_INDEX=9')])
}, 300_000)

test('the commands of the matrix grade all shards and merge them', () => {
  const yaml = block('yaml', 'matrix:')
  const grade = /- run: (npx splitbrain grade .*)$/m.exec(yaml)?.[1] ?? 'none'
  const merge = /- run: (npx splitbrain merge .*)$/m.exec(yaml)?.[1] ?? 'none'
  expect(shell('rm -r results-* results').code).toBe(0)
  for (const shard of ['1', '2', '3', '4']) {
    expect(shell(grade.replaceAll('${{ matrix.shard }}', shard)).code).toBe(0)
  }
  expect(shell(merge).code).toBe(0)
  expect(finalFiles(join(folder, 'results'))).toEqual(finalFiles(join(folder, 'whole')))
}, 300_000)
