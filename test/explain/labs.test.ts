import { sample } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { explainTrace } from '../../src/explained.ts'
import type { Explanation } from '../../src/explain/index.ts'
import { playSubject } from '../../src/hunt/index.ts'
import { labs, type Lab } from '../../src/labs/index.ts'
import { renderText } from '../../src/report/index.ts'
import { plans } from '../../src/schedule/index.ts'
import type { Violated } from '../../src/trace/index.ts'
import { rows, subjectOfRow, type Row } from '../mutants/hunting.ts'

const names = new Set(['single-server', 'state-machine-replication'])
const plansPerSolution = 60
const plansMax = 1_500
const seed = 1

function labOf({ lab }: Row): Lab {
  const found = labs[lab]
  if (found === undefined) throw new Error(`no lab ${lab}`)
  return found
}

/*
 * A wrong rule would send a student to the wrong place. So every run of a right solution is put before the diagnosis
 * as if it had failed: it must not find anybody guilty.
 */
const innocents = rows
  .filter(({ lab, isWrong }) => names.has(lab) && !isWrong)
  .flatMap((row) => ['key-value', 'non-deterministic'].map((service) => ({ ...row, service })))

test.each(innocents.map((row) => [row.lab, row.id, row.service, row] as const))(
  'no rule is said to be broken in a run of %s %s with %s',
  (_lab, _id, _service, row) => {
    const subject = subjectOfRow(row)
    const diagnose = labOf(row).narration?.diagnose
    for (const plan of sample(plans(subject.arena), { seed, numRuns: plansPerSolution })) {
      const trace = playSubject(subject, { kind: 'plan', plan })
      const violated: Violated = {
        kind: 'violated',
        because: 'so it is said',
        signature: 'replicas-differ',
        entries: [trace.entries.length - 1],
      }
      for (const property of ['linearizable', 'no-duplicate-writes', 'replicas-agree'])
        expect(diagnose?.(trace, property, violated)).toBeNull()
    }
  },
)

/** The rule that each wrong variant must be said to break, in whatever run it first shows. */
const expected: readonly (readonly [lab: string, id: string, rule: string])[] = [
  ['single-server', 'P17', 'at-most-once'],
  ['single-server', 'A1', 'at-most-once'],
  ['single-server', 'A2', 'at-most-once'],
  ['single-server', 'A4', 'progress'],
  ['single-server', 'A5', 'at-most-once'],
  ['single-server', 'A6', 'progress'],
  ['single-server', 'A8', 'at-most-once'],
  ['single-server', 'C1', 'right-answer'],
  ['single-server', 'C2', 'at-most-once'],
  ['single-server', 'C5', 'progress'],
  ['single-server', 'C8', 'right-answer'],
  ['single-server', 'C9', 'at-most-once'],
  ['single-server', 'T9', 'state-machine'],
  ['state-machine-replication', 'O1', 'same-order'],
  ['state-machine-replication', 'O2', 'same-order'],
  ['state-machine-replication', 'F1', 'rule-2'],
  ['state-machine-replication', 'F2', 'rule-2'],
  ['state-machine-replication', 'F3', 'rule-2'],
  ['state-machine-replication', 'F4', 'progress'],
  ['state-machine-replication', 'F7', 'rule-2'],
  ['state-machine-replication', 'B5', 'same-order'],
  ['state-machine-replication', 'B6', 'at-most-once'],
  ['state-machine-replication', 'B10', 'progress'],
  ['state-machine-replication', 'R1', 'same-order'],
  ['state-machine-replication', 'A1', 'at-most-once'],
  ['state-machine-replication', 'A3', 'rule-2'],
  ['state-machine-replication', 'A6', 'at-most-once'],
  ['state-machine-replication', 'C5', 'progress'],
  ['state-machine-replication', 'N1', 'decided-once'],
  ['state-machine-replication', 'N6', 'at-most-once'],
]

/** The first failure: in the stories of the lab, or by chance. */
function firstFailure(row: Row): Explanation | null {
  const lab = labOf(row)
  const subject = subjectOfRow(row)
  const known = lab.scenarios.map(({ plan }) => plan).filter(({ setup }) => setup.service === row.service)
  for (const plan of [...known, ...sample(plans(subject.arena), { seed, numRuns: plansMax })]) {
    const trace = playSubject(subject, { kind: 'plan', plan })
    for (const judgement of subject.judgements) {
      if (judgement.on === 'timed schedules' && trace.calm === null) continue
      const violated = judgement.judge(trace)
      if (violated.kind !== 'violated') continue
      return explainTrace({ trace, judgement, violated, lab, replay: null, detail: 'full' })
    }
  }
  return null
}

describe.each(expected)('%s %s', (lab, id, rule) => {
  test(`is said to break ${rule}`, () => {
    const row = rows.find((each) => each.lab === lab && each.id === id)
    const explanation = row === undefined ? null : firstFailure(row)
    if (explanation === null) throw new Error(`no run in ${plansMax} shows what is wrong with ${lab} ${id}`)
    expect(explanation.diagnosis?.rule, explanation.diagnosis?.sentence).toBe(rule)
    // There are no views here, and no backup.
    const { title = '', sentence = '', advice = '' } = explanation.diagnosis ?? {}
    expect(`${title} ${sentence} ${advice}`).not.toMatch(/\bview|\bprimary|\bbackup/i)
    const lines = renderText(explanation, { colour: false, columns: 100 }).split('\n')
    for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(100)
  })
})
