import { execFile } from 'node:child_process'
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { implementations } from '../conformance/implementations.ts'
import a1 from '../mutants/primary-backup/a1-no-duplicate-detection.ts'
import hotStandby from '../../src/reference/hot-standby/index.ts'
import { chunksOf, openChunks, playChunk, recordsIn, summaryOf, type Chunk } from './campaign.ts'

const options = { seed: 1, schedulesPerChunk: 100, servicesOf: () => ['key-value', 'bank'] }
const two = implementations.filter(({ name }) => name === 'hot-standby' || name === 'windowed')
const chunk: Chunk = {
  lab: 'primary-backup',
  service: 'key-value',
  solution: 'hot-standby',
  seed: 3,
  schedules: 40,
  isSearched: true,
}

test('a campaign is all its schedules, in chunks that share no seed, over all services', () => {
  const chunks = chunksOf(two, { ...options, schedules: 250 })
  const ofOne = chunks.filter(({ solution }) => solution === 'windowed')
  expect(ofOne.map(({ schedules }) => schedules)).toEqual([100, 100, 50])
  expect(ofOne.map(({ service }) => service)).toEqual(['key-value', 'bank', 'key-value'])
  expect(ofOne.map(({ isSearched }) => isSearched)).toEqual([true, true, false])
  expect(new Set(ofOne.map(({ seed }) => seed)).size).toBe(3)
  expect(chunks.slice(0, 2).map(({ solution }) => solution)).toEqual(['hot-standby', 'windowed'])
})

test('no two of many chunks, of any of several campaigns, have one seed', () => {
  const [one] = two
  const seeds = [1, 2, 3].flatMap((seed) =>
    chunksOf(one === undefined ? [] : [one], { ...options, seed, schedules: 200_000 }).map(
      (each) => each.seed,
    ),
  )
  expect(new Set(seeds).size).toBe(6_000)
})

test('nothing is said against a right solution, and what is wrong raises an alarm', () => {
  const right = playChunk(chunk, hotStandby, 'one')
  expect(right).toMatchObject({ schedules: 40, alarms: [], undecided: [] })
  expect(summaryOf([chunk], [right], 'one')).toMatchObject({ isGood: true })

  const long = { ...chunk, schedules: 300 }
  const wrong = playChunk(long, a1.solution, 'one')
  const { lines, isGood } = summaryOf([long], [wrong], 'one')
  expect(wrong.alarms.map(({ property }) => property)).toContain('no-duplicate-writes')
  expect(isGood).toBe(false)
  expect(lines.join('\n')).toContain(
    'false alarm: primary-backup hot-standby (key-value, seed 3), no-duplicate-writes',
  )
})

describe('a record', () => {
  const record = playChunk(chunk, hotStandby, 'one')

  test('counts for its version and its chunk only', () => {
    expect(openChunks([chunk], [record], 'one')).toEqual([])
    expect(openChunks([chunk], [record], 'another')).toEqual([chunk])
    expect(openChunks([{ ...chunk, seed: 4 }], [record], 'one')).toHaveLength(1)
    expect(summaryOf([chunk], [record], 'another')).toMatchObject({
      isGood: false,
      lines: [expect.stringContaining('0 schedules') as unknown],
    })
  })

  test('of undecided schedules is no good news', () => {
    const unsure = { ...record, undecided: [{ property: 'linearizable', why: 'too long', count: 2 }] }
    const { lines, isGood } = summaryOf([chunk], [unsure], 'one')
    expect(isGood).toBe(false)
    expect(lines.at(-1)).toContain('0 false alarms, 2 undecided')
  })

  test('is a line, and what was cut short is none', () => {
    const line = `${JSON.stringify(record)}\n`
    expect(recordsIn(line + line.slice(0, 30))).toEqual([record])
    expect(() => recordsIn('no\n')).toThrow('line 1 is no JSON')
  })
})

describe('on the command line', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'campaign-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  const run = async (...args: string[]): Promise<string> => {
    const all = ['--only', 'windowed,checkpoints', '--schedules', '30', '--version', 'one', ...args]
    const { stdout } = await promisify(execFile)('npx', ['tsx', 'test/correct/run.ts', ...all])
    return stdout
  }

  test(
    'a campaign that was stopped goes on where it was, and comes to the same',
    { timeout: 120_000 },
    async () => {
      const out = join(folder, 'campaign.jsonl')
      const first = await run('--out', out, '--jobs', '2')
      expect(first).toContain('2 right solutions × 30 = 60 schedules')
      expect(first).toContain(': 0 false alarms, 0 undecided (one)')
      const lines = readFileSync(out, 'utf8')
      expect(lines.split('\n')).toHaveLength(3)

      const [kept = '', lost = ''] = lines.split('\n')
      rmSync(out)
      appendFileSync(out, `${kept}\n${lost.slice(0, 40)}`)
      expect(await run('--out', out)).toContain('2 right solutions × 30 = 60 schedules')
      expect(recordsIn(readFileSync(out, 'utf8'))).toHaveLength(2)
      expect(readFileSync(out, 'utf8').startsWith(`${kept}\n`)).toBe(true)
    },
  )
})
