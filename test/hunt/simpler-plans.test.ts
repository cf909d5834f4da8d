import { sample } from 'fast-check'
import { expect, test } from 'vitest'
import { runOf, shrink } from '../../src/hunt/index.ts'
import { simplerPlans } from '../../src/hunt/simpler-plans.ts'
import { playSubject } from '../../src/hunt/subject.ts'
import { plansOf, type Plan, type SchedulerName } from '../../src/schedule/index.ts'
import { rows, subjectOfRow } from '../mutants/hunting.ts'

/** A client that asks once: where its request is lost, it waits for ever. */
const row = rows.find(({ lab, id }) => lab === 'primary-backup' && id === 'C5')
if (row === undefined) throw new Error('no mutant C5')
const subject = subjectOfRow(row)
const progress = subject.judgements.find(({ name }) => name === 'progress')
if (progress === undefined) throw new Error('nobody judges progress')

function plansFor(name: SchedulerName): readonly Plan[] {
  return sample(plansOf(subject.arena, name), { seed: 3, numRuns: 40 })
}

test.each(['single-fault', 'pairs', 'timed'] as const)(
  'what fails by the clock of %s is told with the call that fails, and with nothing that does not matter',
  (name) => {
    const plan = plansFor(name).find(
      (each) => progress.judge(playSubject(subject, { kind: 'plan', plan: each })).kind === 'violated',
    )
    if (plan === undefined) throw new Error(`no plan of ${name} fails`)
    const finding = shrink(subject, progress, { kind: 'plan', plan })
    if (finding === null) throw new Error('it failed before')
    const trace = playSubject(subject, runOf(finding))
    const before = playSubject(subject, { kind: 'plan', plan })
    const callsIn = ({ entries }: typeof trace): number =>
      entries.filter(({ cause }) => cause.kind === 'invoke').length
    expect(progress.judge(trace).kind).toBe('violated')
    expect(callsIn(trace)).toBe(1)
    expect(callsIn(before)).toBeGreaterThan(1)
    expect(trace.entries.length).toBeLessThan(before.entries.length)
  },
)

test('a fault that counts messages is tried at the time at which it came, so that calls can go', () => {
  const plan = plansFor('single-fault').find(({ scheduler }) => {
    const [fault] = 'faults' in scheduler ? scheduler.faults : []
    return fault !== undefined && 'at' in fault && !('ms' in fault.at)
  })
  if (plan === undefined) throw new Error('no fault counts anything')
  const [first] = simplerPlans(plan, playSubject(subject, { kind: 'plan', plan }), 1)
  expect(first?.scheduler).toMatchObject({ faults: [{ at: { ms: expect.any(Number) as unknown } }] })
})

test('a plan without a clock has no simpler one', () => {
  for (const plan of plansFor('walk').slice(0, 3))
    expect([...simplerPlans(plan, playSubject(subject, { kind: 'plan', plan }), 1)]).toEqual([])
})
