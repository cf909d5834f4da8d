import { sample } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { explainTrace } from '../../src/explained.ts'
import type { Explanation } from '../../src/explain/index.ts'
import { playSubject } from '../../src/hunt/index.ts'
import { diagnose } from '../../src/labs/replicated-vm/diagnosis.ts'
import { replicatedVm } from '../../src/labs/replicated-vm/lab.ts'
import { replicatedVmScenarios } from '../../src/labs/replicated-vm/scenarios/index.ts'
import { renderText } from '../../src/report/index.ts'
import { plans, type Plan } from '../../src/schedule/index.ts'
import type { Violated } from '../../src/trace/index.ts'
import { rows, subjectOfRow, type Row } from '../mutants/hunting.ts'

const ofLab = rows.filter(({ lab }) => lab === 'replicated-vm')

/** The rule that each wrong variant must be said to break, in whatever run it first shows. */
const expected: Readonly<Record<string, readonly string[]>> = {
  O1: ['output-rule'],
  O2: ['output-rule'],
  O3: ['test-and-set'],
  O4: ['one-machine'],
  O5: ['one-machine'],
  R1: ['replay'],
  R2: ['replay'],
  R3: ['replay'],
  R4: ['replay'],
  R5: ['replay'],
  L1: ['progress'],
  L2: ['replay', 'output-rule'],
  L3: ['replay', 'output-rule'],
  L4: ['replay'],
  // Before it acts, a machine that lives without the right to differs from the one that has it.
  F1: ['test-and-set', 'output-rule', 'replay'],
  F2: ['replay'],
  F3: ['test-and-set', 'output-rule', 'replay'],
  F4: ['progress'],
  F5: ['progress'],
  F6: ['one-machine'],
  F7: ['progress'],
}

const plansMax = 1_000
const plansOfInnocents = 60
const seed = 1

function firstFailure(row: Row): Explanation | null {
  const subject = subjectOfRow(row)
  const known = replicatedVmScenarios.map(({ plan }) => plan)
  const explained = (plan: Plan): Explanation | null => {
    const trace = playSubject(subject, { kind: 'plan', plan })
    for (const judgement of subject.judgements) {
      if (judgement.on === 'timed schedules' && trace.calm === null) continue
      const violated = judgement.judge(trace)
      if (violated.kind !== 'violated') continue
      return explainTrace({ trace, judgement, violated, lab: replicatedVm, replay: null, detail: 'full' })
    }
    return null
  }
  for (const plan of [...known, ...sample(plans(subject.arena), { seed, numRuns: plansMax })]) {
    const explanation = explained(plan)
    if (explanation !== null) return explanation
  }
  return null
}

describe.each(Object.entries(expected))('%s', (id, rulesOf) => {
  test(`is said to break ${rulesOf.join(' or ')}`, () => {
    const row = ofLab.find((each) => each.id === id)
    if (row === undefined) throw new Error(`there is no mutant ${id}`)
    const explanation = firstFailure(row)
    if (explanation === null) throw new Error(`no run in ${plansMax} shows what is wrong with ${id}`)
    expect(rulesOf, explanation.diagnosis?.sentence).toContain(explanation.diagnosis?.rule)
    // Whatever the run: it is told on a page or two.
    const lines = renderText(explanation, { colour: false, columns: 100 }).split('\n')
    expect(lines.length).toBeLessThanOrEqual(160)
    for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(100)
  })
})

test('every wrong variant has its rule', () => {
  expect(Object.keys(expected).toSorted()).toEqual(
    ofLab.flatMap(({ id, isWrong }) => (isWrong ? [id] : [])).toSorted(),
  )
})

const innocents = ofLab.filter(({ isWrong }) => !isWrong)

test.each(innocents.map((row) => [row.id, row] as const))(
  'no rule is said to be broken in a run of %s',
  (_id, row) => {
    const subject = subjectOfRow(row)
    for (const plan of sample(plans(subject.arena), { seed, numRuns: plansOfInnocents })) {
      const trace = playSubject(subject, { kind: 'plan', plan })
      const violated: Violated = {
        kind: 'violated',
        because: 'so it is said',
        signature: 'not-linearizable',
        entries: [trace.entries.length - 1],
      }
      expect(diagnose(trace, 'linearizable', violated)).toBeNull()
    }
  },
)
