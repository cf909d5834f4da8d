import { expect, test } from 'vitest'
import { runScenario, type Judged, type Scenario } from '../../src/labs/scenario.ts'
import { scenarios } from '../../src/labs/scenarios.ts'
import { unguarded } from '../../src/port/index.ts'
import singleServer from '../../src/reference/single-server/index.ts'
import { keyValue } from '../../src/services/index.ts'
import { subjectOf } from '../../src/subject.ts'
import { labs, type Lab } from '../../src/labs/index.ts'
import type { Judgement, Verdict } from '../../src/trace/index.ts'

const crash = scenarios.find(({ name }) => name === 'single-node-crash') as Scenario
const subject = subjectOf(labs['single-server'] as Lab, keyValue, singleServer, unguarded)

function saying(...verdicts: readonly Verdict[]): Judged {
  const judgements = verdicts.map((verdict, i): Judgement => ({
    name: `claim ${i + 1}`,
    claim: '',
    source: '',
    on: 'every schedule',
    needs: [],
    judge: () => verdict,
  }))
  return { ...subject, judgements }
}

function outcome(judged: Judged, expects: Scenario['expects']) {
  return runScenario(judged, { ...crash, expects }).outcome
}

const holds: Verdict = { kind: 'holds' }
const violated: Verdict = { kind: 'violated', because: '', signature: '', entries: [] }
const undecided: Verdict = { kind: 'undecided', why: 'too much', stepsSpent: 1 }
const stuck: Verdict = { kind: 'vacuous', missing: 'stuck-no-backup: all are gone' }
const survives = { kind: 'survives', marks: [], occasions: {} } as const
const getsStuck = { ...survives, kind: 'stuck', name: 'stuck-no-backup' } as const

test('what breaks a promise is violated, whatever else may be said', () => {
  expect(outcome(saying(undecided, violated, stuck, violated), survives)).toEqual({
    kind: 'violated',
    by: ['claim 2', 'claim 4'],
  })
})

test('a run that a judgement cannot decide has not survived', () => {
  expect(outcome(saying(holds, undecided), survives)).toEqual({
    kind: 'undecided',
    why: 'claim 2: too much',
  })
})

test('a run that showed nothing of the story is vacuous, with the names of what is missing', () => {
  const never = { when: { on: 'executed', node: 's7' }, nth: 1, plusMs: 0 } as const
  const expects = { ...survives, marks: ['retry', 'eclipse'], occasions: { 's7 works': never } } as const
  expect(outcome(saying(holds), expects)).toEqual({ kind: 'vacuous', missing: ['eclipse', 's7 works'] })
})

test('a run that is stuck where it should survive, or for another reason, is vacuous', () => {
  expect(outcome(saying(stuck), survives)).toMatchObject({ kind: 'vacuous' })
  expect(outcome(saying(stuck), { ...getsStuck, name: 'stuck-no' })).toMatchObject({ kind: 'vacuous' })
  expect(outcome(saying(holds), getsStuck)).toEqual({
    kind: 'vacuous',
    missing: ['a run that is stuck-no-backup'],
  })
})

test('a run that is stuck as expected is named so', () => {
  expect(outcome(saying(holds, stuck), getsStuck)).toEqual({ kind: 'stuck', name: 'stuck-no-backup' })
})

test('a run that holds everything survives', () => {
  expect(outcome(saying(holds, holds), survives)).toEqual({ kind: 'survived' })
})
