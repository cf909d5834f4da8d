import { sample } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { playSubject, type Subject } from '../../src/hunt/index.ts'
import { encodePlain } from '../../src/port/index.ts'
import { Diverged, plansOf, type Plan, type TimedStep } from '../../src/schedule/index.ts'
import type { Trace } from '../../src/trace/index.ts'
import { reference, subject, transfersOnce } from '../hunt/subjects.ts'
import { rows, subjectOfRow } from '../mutants/hunting.ts'

function timedPlans({ arena }: Subject, count: number): readonly Plan[] {
  return sample(plansOf(arena, 'timed'), { seed: 1, numRuns: count })
}

function played(hunted: Subject, plan: Plan): Trace {
  return playSubject(hunted, { kind: 'plan', plan })
}

function stepsOf({ entries }: Trace): readonly TimedStep[] {
  return entries.flatMap(({ cause, atMs }) => (cause.kind === 'start' ? [] : [{ atMs, step: cause }]))
}

/** What the steps are said to leave out; null when they can be taken, and leave out nothing. */
function leftOut(hunted: Subject, { setup, calm }: Trace, steps: readonly TimedStep[]): string | null {
  try {
    playSubject(hunted, { kind: 'steps', setup, steps, calm })
    return null
  } catch (error) {
    if (!(error instanceof Diverged)) throw error
    return error.step === null ? error.reason : `step: ${error.reason}`
  }
}

test('a run with a clock, recorded step by step, neglects nobody, whatever the solution does', () => {
  let calm = 0
  for (const row of rows) {
    const hunted = subjectOfRow(row)
    for (const plan of timedPlans(hunted, 25)) {
      const trace = played(hunted, plan)
      if (trace.calm !== null) calm += 1
      const { setup } = trace
      const again = playSubject(hunted, { kind: 'steps', setup, steps: stepsOf(trace), calm: trace.calm })
      expect(encodePlain(again.entries), row.id).toBe(encodePlain(trace.entries))
    }
  }
  expect(calm).toBeGreaterThan(3 * rows.length)
})

describe('a recorded run with a calm is none', () => {
  const hunted = subject(reference)
  const traces = timedPlans(hunted, 30).map((plan) => played(hunted, plan))

  test('for one whose timers fire no more', () => {
    const reasons = traces.flatMap((trace) => {
      const { calm } = trace
      if (calm === null) return []
      const begun = stepsOf(trace).filter(({ atMs }) => (atMs ?? 0) < calm.fromMs)
      return [leftOut(hunted, trace, begun)]
    })
    expect(reasons.length).toBeGreaterThan(20)
    for (const reason of reasons)
      expect(reason).toMatch(/^timer \S+ of \S+, due at \d+ ms, does not fire in it$/)
  })

  test('for one whose messages do not arrive in it', () => {
    const reasons = traces.map((trace) => {
      const fromMs = trace.calm?.fromMs ?? Infinity
      const isReply = ({ atMs, step }: TimedStep): boolean =>
        step.kind === 'deliver' && step.message.kind === 'ViewReply' && (atMs ?? 0) >= fromMs
      return leftOut(
        hunted,
        trace,
        stepsOf(trace).filter((each) => !isReply(each)),
      )
    })
    expect(reasons.filter((reason) => reason?.includes('ViewReply that vs sends to') === true)).not.toEqual(
      [],
    )
  })

  test('for a solution that was mended, though one that was not does the same again', () => {
    const wrong = subject(transfersOnce)
    const failing = timedPlans(wrong, 400)
      .map((plan) => played(wrong, plan))
      .find((trace) => progressOf(wrong, trace) === 'violated')
    if (failing === undefined) throw new Error('expected a run in which nobody is answered')
    expect(leftOut(wrong, failing, stepsOf(failing))).toBe(null)
    expect(leftOut(hunted, failing, stepsOf(failing))).toMatch(/^timer transfer of s\d, due at \d+ ms/)
  })
})

function progressOf({ judgements }: Subject, trace: Trace): string | undefined {
  return judgements.find(({ name }) => name === 'progress')?.judge(trace).kind
}
