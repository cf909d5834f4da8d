import { sample } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { explainTrace } from '../../src/explained.ts'
import type { Explanation } from '../../src/explain/index.ts'
import { playSubject } from '../../src/hunt/index.ts'
import { primaryBackup } from '../../src/labs/primary-backup/lab.ts'
import { primaryBackupScenarios } from '../../src/labs/primary-backup/scenarios/index.ts'
import { renderText } from '../../src/report/index.ts'
import { plans, type Plan } from '../../src/schedule/index.ts'
import { subjectOfRow } from '../mutants/hunting.ts'
import { primaryBackupMutants } from '../mutants/primary-backup/index.ts'

/** The rule that each wrong variant must be said to break, in whatever run it first shows. */
const expected: Readonly<Record<string, string | readonly string[]>> = {
  VS1: 'rule-6',
  VS2: 'rule-6',
  VS4: 'rule-6',
  VS7: 'rule-1',
  VS9: 'rule-1',
  VS11: 'view-service',
  P1: 'rule-2',
  P2: 'rule-2',
  P3: 'rule-2',
  P5: 'rule-3',
  P10: 'rule-2',
  P10b: 'rule-3',
  P11: 'same-order',
  P17: 'at-most-once',
  R1: 'rule-4',
  R3: 'rule-4',
  // It may take part in an old view, or take over the state of one.
  R4: ['rule-2', 'rule-3'],
  R7: 'rule-3',
  B1: 'rule-3',
  B2: 'rule-3',
  B4: 'rule-5',
  B5: 'rule-2',
  B7: 'rule-7',
  S1: 'at-most-once',
  S3: 'rule-5',
  S5: 'rule-1',
  S8: 'rule-5',
  S10: 'rule-5',
  A1: 'at-most-once',
  A2: 'at-most-once',
  A5: 'at-most-once',
  A6: 'at-most-once',
  A8: 'at-most-once',
  N1: 'decided-once',
  N2: 'decided-once',
  N3: 'decided-once',
  N4: 'decided-once',
  N5: 'decided-once',
  N6: 'decided-once',
  C1: 'right-answer',
  C2: 'at-most-once',
  C7: 'right-answer',
  CS1: 'at-most-once',
  CS2: 'at-most-once',
  CS3: 'rule-2',
  CS4: 'same-order',
  CS5: 'rule-7',
  CS6: 'rule-5',
  // What was answered is missing, or the state that was given did not have it.
  CS7: ['rule-2', 'rule-5'],
  CS8: 'rule-5',
  CS10: 'decided-once',
  LT1: 'rule-5',
  LT2: 'rule-5',
  LT3: 'rule-5',
  // What is executed out of order may be executed again when its turn comes.
  LT4: ['same-order', 'at-most-once'],
  LT5: 'rule-7',
  LT6: 'rule-5',
  LT8: 'at-most-once',
  LT9: 'rule-5',
  LT11: 'rule-5',
  LT12: 'decided-once',
}

const plansMax = 4_000
/** A run of more calls than these is shrunk before anybody reads it. */
const callsMax = 20
/** One after the other. */
const seeds = [1, 2, 3]

/** The first failure of a safety property: in the runs of the lecture, in one made for the mutant, or by chance. The service is the mutant's where it is null. */
function firstFailure(id: string, replicated: string | null): Explanation | null {
  const mutant = primaryBackupMutants.find((each) => each.id === id)
  if (mutant === undefined) throw new Error(`there is no mutant ${id}`)
  const service = replicated ?? mutant.service ?? 'key-value'
  const subject = subjectOfRow({ lab: 'primary-backup', service, solution: mutant.solution })
  const safety = subject.judgements.filter(({ name }) =>
    ['linearizable', 'no-duplicate-writes'].includes(name),
  )
  const made = mutant.rare?.shownBy
  const known = [
    ...primaryBackupScenarios
      .map(({ plan }) => plan)
      .filter(({ setup, operations }) => setup.service === service && operations.length <= callsMax),
    ...(typeof made === 'object' ? [made] : []),
  ]
  const explained = (plan: Plan): Explanation | null => {
    const trace = playSubject(subject, { kind: 'plan', plan })
    for (const judgement of safety) {
      const violated = judgement.judge(trace)
      if (violated.kind !== 'violated') continue
      return explainTrace({ trace, judgement, violated, lab: primaryBackup, replay: null, detail: 'full' })
    }
    return null
  }
  for (const plan of known) {
    const explanation = explained(plan)
    if (explanation !== null) return explanation
  }
  for (const seed of seeds) {
    for (const plan of sample(plans(subject.arena), { seed, numRuns: plansMax })) {
      const explanation = explained(plan)
      if (explanation !== null) return explanation
    }
  }
  return null
}

describe.each(Object.entries(expected))('%s', (id, rules) => {
  test(`is said to break ${String(rules)}`, () => {
    const explanation = firstFailure(id, null)
    if (explanation === null)
      throw new Error(`no run in ${seeds.length} times ${plansMax} shows what is wrong with ${id}`)
    expect([rules].flat(), explanation.diagnosis?.sentence).toContain(explanation.diagnosis?.rule)
    // Whatever the run: it is told on one page.
    const lines = renderText(explanation, { colour: false, columns: 100 }).split('\n')
    expect(lines.length).toBeLessThanOrEqual(120)
    for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(100)
  })
})

/* Mistakes after which a successor decides again, and rightly: it has not got the first decision, or has thrown it away. */
test.each([
  ['B5', 'rule-2'],
  ['S1', 'at-most-once'],
  ['B4', 'rule-5'],
])('%s is said to break %s where outcomes are decided, too', (id, rule) => {
  const { diagnosis } = firstFailure(id, 'non-deterministic') ?? {}
  expect(diagnosis?.rule, diagnosis?.sentence).toBe(rule)
})
