import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../solutions.ts'
import { finalFiles } from './files-of.ts'

const count = 40
let script = ''

beforeAll(async () => {
  // It imports packages, and finds them from here only.
  const packages = fileURLToPath(new URL('../../../node_modules/', import.meta.url))
  script = join(temporaryFolder(packages), 'grader.mjs')
  await build({
    entryPoints: [fileURLToPath(new URL('./fake-grader.ts', import.meta.url))],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  })
})

interface Ran {
  readonly graded: readonly string[]
  readonly code: number | null
  readonly err: string
}

/** Grades the class; kills the grader so long after it began to grade, unless that is null. */
async function grade(out: string, args: readonly string[], killAfterMs: number | null): Promise<Ran> {
  const child = spawn(process.execPath, [script, out, String(count), ...args])
  let graded = ''
  let err = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (graded += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text))
  const closed = once(child, 'close')
  if (killAfterMs !== null) {
    await Promise.race([once(child.stdout, 'data'), closed])
    await delay(killAfterMs)
    child.kill('SIGKILL')
  }
  await closed
  return { graded: graded.split('\n').filter((id) => id !== ''), code: child.exitCode, err }
}

function keptIn(out: string): number {
  const journal = join(out, 'grades.jsonl')
  return existsSync(journal) ? readFileSync(journal, 'utf8').split('\n').length - 1 : 0
}

describe('a class', () => {
  test('ends in the same bytes, killed at any moment and resumed, with any number of jobs', async () => {
    const undisturbed = temporaryFolder()
    expect((await grade(undisturbed, ['1'], null)).code).toBe(0)
    const expected = finalFiles(undisturbed)
    expect(Object.keys(expected).filter((path) => path.endsWith('report.txt')).length).toBe(count)
    const out = join(temporaryFolder(), 'results')
    const moments: number[] = []
    const begun: string[] = []
    for (let i = 0; i < 12; i += 1) {
      const kept = keptIn(out)
      const moment = Math.random() * 30
      moments.push(moment)
      const { graded } = await grade(out, [String(1 + (i % 4)), '--resume'], moment)
      begun.push(...graded)
      expect([moments, keptIn(out) >= kept]).toEqual([moments, true])
    }
    const last = await grade(out, ['3', '--resume'], null)
    expect([moments, last.code]).toEqual([moments, 0])
    expect([moments, finalFiles(out)]).toEqual([moments, expected])
    // What was at work when the grader was killed is graded again, and nothing else: four at the most each time.
    expect(begun.length + last.graded.length - count).toBeLessThanOrEqual(12 * 4)
  })

  test('that is graded is not graded again', async () => {
    const out = temporaryFolder()
    await grade(out, ['4'], null)
    const before = finalFiles(out)
    const again = await grade(out, ['4', '--resume'], null)
    expect([again.graded, again.code]).toEqual([[], 0])
    expect(finalFiles(out)).toEqual(before)
  })

  test('with half a line at the end of its journal has it graded again, and nothing else', async () => {
    const out = temporaryFolder()
    await grade(out, ['4'], null)
    const before = finalFiles(out)
    const journal = join(out, 'grades.jsonl')
    const lines = readFileSync(journal, 'utf8').trimEnd().split('\n')
    const last = lines.pop() ?? ''
    writeFileSync(journal, `${lines.join('\n')}\n${last.slice(0, 100)}`)
    const again = await grade(out, ['4', '--resume'], null)
    expect(again.graded).toEqual([/"id":"([^"]*)"/.exec(last)?.[1]])
    expect(finalFiles(out)).toEqual(before)
  })

  test('is not mixed with another one, another shard, or what is no class', async () => {
    const out = temporaryFolder()
    await grade(out, ['4', '--shard', '1/4'], null)
    const refusals = [
      { args: ['4'], says: 'is not empty (class.json, grades.jsonl, hidden, …): say --resume' },
      { args: ['4', '--resume'], says: 'holds shard 1/4, and a whole class is to be graded' },
      { args: ['4', '--resume', '--shard', '2/4'], says: 'holds shard 1/4, and shard 2/4 is to be graded' },
    ]
    for (const { args, says } of refusals) expect((await grade(out, args, null)).err).toContain(says)
    const other = temporaryFolder()
    mkdirSync(join(other, 'thesis'))
    appendFileSync(join(other, 'thesis/chapter-1.txt'), 'x')
    expect((await grade(other, ['4', '--resume'], null)).err).toContain('holds no results of a class')
  })
})
