import { describe, expect, test } from 'vitest'
import type { Case } from '../../bench/case.ts'
import { replaceMeasured } from '../../bench/document.ts'
import { figuresOf } from '../../bench/figures.ts'
import type { Result } from '../../bench/race.ts'
import { disagreements, ratio, type Row } from '../../bench/row.ts'
import { asMarkdown, asText } from '../../bench/show.ts'
import { summarize } from '../../bench/summary.ts'

const took = (milliseconds: number, verdict: 'linearizable' | 'illegal' = 'illegal'): Result => ({
  kind: 'measured',
  verdict,
  nanoseconds: milliseconds * 1e6,
})
const stopped: Result = { kind: 'beyond', timeoutMs: 10_000 }

function row(parts: Partial<Case>, engine: Result, other: Result): Row {
  const one: Case = {
    group: 'etcd',
    name: 'one',
    series: 'one',
    model: 'cas-register',
    expected: 'illegal',
    operations: () => [],
    operationsAbout: 0,
    isMeasuredCold: false,
    isMeasuredForMemory: false,
    ...parts,
  }
  const warm = new Map([
    ['engine', engine],
    ['other', other],
  ])
  return { case: one, operations: one.operationsAbout, warm, cold: undefined, memory: undefined }
}

describe('ratios', () => {
  test('to one that was stopped are lower bounds', () => {
    expect(ratio(took(2), took(10))).toEqual({ kind: 'exactly', value: 5 })
    expect(ratio(took(2), stopped)).toEqual({ kind: 'least', value: 5_000 })
    expect(ratio(stopped, took(2))).toBe(undefined)
    expect(ratio(took(2), { kind: 'failed', why: 'no model' })).toBe(undefined)
  })

  test('are summarized by the least, the geometric mean, and the sums of the times', () => {
    const rows = [row({}, took(1), took(2)), row({}, took(3), took(24))]
    const summary = summarize(rows, 'other', 'warm')
    expect(summary?.least.value).toBeCloseTo(2)
    expect(summary?.geometricMean.value).toBeCloseTo(4)
    expect(summary?.sum.value).toBeCloseTo(26 / 4)
    expect(summarize([...rows, row({}, took(1), stopped)], 'other', 'warm')?.sum.kind).toBe('least')
    expect(summarize(rows, 'other', 'cold')).toBe(undefined)
  })
})

describe('figures to reach', () => {
  const reached = (rows: readonly Row[], claim: string): boolean | undefined =>
    figuresOf({ rows, commandLine: [], external: 'other' }).find((figure) => figure.claim === claim)?.reached

  test('are reached, or not', () => {
    expect(reached([row({}, took(1), took(10))], 'etcd logs, warm: every one')).toBe(true)
    expect(reached([row({}, took(1), took(9.9))], 'etcd logs, warm: every one')).toBe(false)
  })

  test('are not reached when the engine does not finish', () => {
    const rows = [row({}, took(1), took(100)), row({}, stopped, took(100))]
    expect(reached(rows, 'etcd logs, warm: every one')).toBe(false)
    const queue = { group: 'queue', operationsAbout: 100_000 } as const
    expect(reached([row(queue, took(10), stopped)], 'FIFO queue, 10^5 operations: slowest')).toBe(true)
    expect(reached([row(queue, stopped, stopped)], 'FIFO queue, 10^5 operations: slowest')).toBe(false)
  })

  test('are open where nothing was measured', () => {
    expect(figuresOf({ rows: [], commandLine: [], external: 'other' }).map((one) => one.reached)).toEqual(
      figuresOf({ rows: [], commandLine: [], external: undefined }).map(() => undefined),
    )
  })

  test('ask the command line for the right verdict, too', () => {
    const run = { operations: 1, clients: 1, milliseconds: 10, processorMilliseconds: 9, residentBytes: 10 }
    const claims = (exitCode: number): readonly (boolean | undefined)[] =>
      figuresOf({ rows: [], commandLine: [{ ...run, exitCode }], external: undefined })
        .filter(({ claim }) => claim.includes('command line'))
        .map((one) => one.reached)
    expect(claims(0)).toEqual([true, true])
    expect(claims(3)).toEqual([false, false])
  })
})

test('who says otherwise than expected is named', () => {
  expect(disagreements(row({}, took(1), took(1)))).toEqual([])
  expect(disagreements(row({}, took(1), stopped))).toEqual([])
  expect(disagreements(row({}, took(1), took(1, 'linearizable')))).toEqual(['other: linearizable'])
})

test('a table is aligned in the terminal, and one of Markdown in a document', () => {
  const table = { title: 'T', heading: ['a', 'b'], rows: [['long name', '1']] }
  expect(asText(table)).toBe('T\n\n  a          b\n  long name  1\n')
  expect(asMarkdown(table)).toBe('### T\n\n| a | b |\n| --- | ---: |\n| long name | 1 |\n')
})

describe('a document', () => {
  const document = 'a\n<!-- measured: begin -->\nold\n<!-- measured: end -->\nz\n'

  test('keeps all but what is between the marks', () => {
    expect(replaceMeasured(document, 'new')).toBe(
      'a\n<!-- measured: begin -->\n\nnew\n\n<!-- measured: end -->\nz\n',
    )
  })

  test('without marks is refused', () => {
    expect(() => replaceMeasured('a', 'new')).toThrow('put them where the tables belong')
  })
})
