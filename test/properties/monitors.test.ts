import { sample } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { playSubject } from '../../src/hunt/index.ts'
import { plans } from '../../src/schedule/index.ts'
import type { Judgement, Trace } from '../../src/trace/index.ts'
import { services } from '../../src/services/index.ts'
import { rows, subjectOfRow, type Row } from '../mutants/hunting.ts'

const plansPerRow = 12

/** The first entry after which a run is broken: as its monitor sees it, entry by entry. */
function brokenAt({ monitor }: Judgement, trace: Trace): number | null {
  const automaton = monitor?.(trace.setup)
  if (automaton === undefined) throw new Error('there is no monitor')
  let state = automaton.initial
  for (const [at, entry] of trace.entries.entries()) {
    const seen = automaton.observe(entry)
    if (seen === null) continue
    const next = automaton.next(state, seen)
    if (next === null) return at
    state = next
  }
  return null
}

/** The same by the judgement: bisection, since what is broken stays broken. */
function judgedAt({ judge }: Judgement, trace: Trace): number | null {
  const isBroken = (length: number): boolean =>
    judge({ ...trace, entries: trace.entries.slice(0, length) }).kind === 'violated'
  if (!isBroken(trace.entries.length)) return null
  let whole = 0
  let broken = trace.entries.length
  while (broken - whole > 1) {
    const middle = (whole + broken) >> 1
    if (isBroken(middle)) broken = middle
    else whole = middle
  }
  return broken - 1
}

/** Services that look at clocks are not explored. */
const explorable = rows.filter(({ service }) => services[service]?.decide === undefined)

describe('a monitor says what its judgement says, at the same entry', () => {
  const seen = new Map<string, number>()

  test.each(explorable.map((row): [string, Row] => [`${row.lab} ${row.id}`, row]))('%s', (_name, row) => {
    const subject = subjectOfRow(row)
    const judgements = subject.judgements.filter(({ monitor }) => monitor !== undefined)
    expect(judgements.length).toBeGreaterThan(1)
    for (const plan of sample(plans(subject.arena), { seed: 5, numRuns: plansPerRow })) {
      const trace = { ...playSubject(subject, { kind: 'plan', plan }), calm: null }
      for (const judgement of judgements) {
        const at = brokenAt(judgement, trace)
        expect([judgement.name, at]).toEqual([judgement.name, judgedAt(judgement, trace)])
        if (at !== null) seen.set(judgement.name, (seen.get(judgement.name) ?? 0) + 1)
      }
    }
  })

  test('both have said so of each property', () => {
    for (const name of ['linearizable', 'single-primary', 'no-duplicate-writes', 'well-behaved']) {
      expect([name, (seen.get(name) ?? 0) > 2]).toEqual([name, true])
    }
  })
})
