import { expect, test } from 'vitest'
import { Searches } from '../../src/hunt/scopes.ts'
import { playSubject, type Subject } from '../../src/hunt/index.ts'
import { absenceSteps, setupOf } from '../../src/schedule/index.ts'
import { historyOf } from '../../src/trace/index.ts'
import { subjectOfRow } from '../mutants/hunting.ts'
import b2 from '../mutants/primary-backup/b2-accepts-forwards-of-any-view.ts'
import lt5 from '../mutants/primary-backup/log-transfer/lt5-checkpoint-without-answers.ts'
import { forgetsAnswers, reference, subject } from './subjects.ts'

/** All scopes up to the one that begins after an absence; what that finds broken. */
function afterAnAbsence(hunted: Subject): readonly string[] {
  const searches = new Searches(hunted, 1)
  const open = hunted.judgements.filter(({ name }) => ['linearizable', 'no-duplicate-writes'].includes(name))
  for (;;) {
    const broken = searches.next(Infinity, open)
    const last = searches.searched.at(-1)
    if (last?.begins === 'after an absence') return broken.map(({ judgement }) => judgement.name)
    expect(broken).toEqual([])
  }
}

const solutionOf = (solution: object): Subject =>
  subjectOfRow({ lab: 'primary-backup', service: 'key-value', solution })

test('a scope that begins after an absence shows a message of an old view that arrives in the same roles', () => {
  expect(afterAnAbsence(solutionOf(b2.solution))).toEqual(['linearizable'])
})

test('and what a server has not been told of a call that is open', () => {
  expect(afterAnAbsence(solutionOf(lt5.solution))).toEqual(['no-duplicate-writes'])
})

test('in its stage a server is replaced and has its place again, and only the call of the silent client is open', () => {
  const hunted = subject(reference)
  const setup = setupOf(hunted.arena, 2, 2)
  const calls = hunted.small?.calls(setup.clients, 7) ?? {}
  const made = { c1: (calls['c1'] ?? []).slice(0, 3), c2: calls['c2'] ?? [] }
  const steps = absenceSteps(hunted.cast, hunted.machine, setup, made)
  const trace = playSubject(hunted, { kind: 'steps', setup, calm: null, steps })
  const announced = trace.entries.flatMap(({ cause }) =>
    cause.kind === 'deliver' && cause.to === 's2' && cause.message.kind === 'ViewReply'
      ? [(cause.message as unknown as { readonly view: { readonly number: number } }).view.number]
      : [],
  )
  expect([...new Set(announced)]).toEqual([1, 2, 4])
  expect([...hunted.marksOf(trace)]).toContain('state transfer')
  const open = historyOf(trace).filter(({ outcome }) => outcome.kind === 'pending')
  expect(open.map(({ client }) => client)).toEqual(['c1'])
  expect(historyOf(trace)).toHaveLength(10)
})

test('what is broken in a scope is broken in an ordinary run', () => {
  const hunted = subject(forgetsAnswers)
  const broken = new Searches(hunted, 1).next(Infinity, hunted.judgements)
  expect(broken).toHaveLength(1)
  for (const { judgement, run } of broken)
    expect(judgement.judge(playSubject(hunted, run)).kind).toBe('violated')
})
