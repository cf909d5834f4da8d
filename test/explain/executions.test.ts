import { expect, test } from 'vitest'
import { tell } from '../../src/explain/index.ts'
import { playSubject } from '../../src/hunt/index.ts'
import { primaryBackup } from '../../src/labs/primary-backup/lab.ts'
import { replicatedVm } from '../../src/labs/replicated-vm/lab.ts'
import { replicatedVmScenarios } from '../../src/labs/replicated-vm/scenarios/index.ts'
import { unguarded } from '../../src/port/index.ts'
import hypervisor from '../../src/reference/replicated-vm/index.ts'
import { services } from '../../src/services/index.ts'
import { subjectOf } from '../../src/subject.ts'
import type { Trace } from '../../src/trace/index.ts'
import { executed, invoke, put, timer, traceOf } from './story.ts'

/** What is said of executions, in their order. */
function executionsIn(trace: Trace, lab: Parameters<typeof tell>[1]): readonly string[] {
  return tell(trace, lab).diagram.rows.flatMap((row) =>
    row.kind === 'note' && row.what === 'execution' ? [row.text] : [],
  )
}

const work = (times: number) => timer('s1', 'work', executed('s1', put, 'ok', times))

test('a write that is executed more often than it was called is said to be', () => {
  const trace = traceOf([invoke('c1', put), work(1), work(2), work(3)])
  expect(executionsIn(trace, primaryBackup)).toEqual([
    's1 executes put x a → "ok"',
    's1 executes put x a → "ok" (for the second time)',
    's1 executes put x a → "ok" (for the third time)',
  ])
})

test.each([
  [4, 'fourth', '4th'],
  [11, 'eleventh', '11th'],
  [13, 'thirteenth', '13th'],
  [21, 'twenty-first', '21st'],
  [62, 'sixty-second', '62nd'],
  [112, 'hundred and twelfth', '112th'],
  [123, 'hundred and twenty-third', '123rd'],
])('%i is the %s', (times, _words, ordinal) => {
  const trace = traceOf([invoke('c1', put), work(times)])
  expect(executionsIn(trace, primaryBackup)).toEqual([`s1 executes put x a → "ok" (for the ${ordinal} time)`])
})

test('equal writes of two calls are no repetition, a third execution is', () => {
  const trace = traceOf([invoke('c1', put), work(1), invoke('c1', put), work(2), work(3)])
  expect(executionsIn(trace, primaryBackup)).toEqual([
    's1 executes put x a → "ok"',
    's1 executes put x a → "ok"',
    's1 executes put x a → "ok" (for the third time)',
  ])
})

test('what no client called is no repetition of a call', () => {
  expect(executionsIn(traceOf([work(1), work(2)]), primaryBackup)).toEqual([
    's1 executes put x a → "ok"',
    's1 executes put x a → "ok"',
  ])
})

test('a machine is said to be where it stopped, and nothing to be repeated', () => {
  const service = services['virtual-machine']
  const scenario = replicatedVmScenarios.find(({ name }) => name === 'vm-output-commit')
  if (service === undefined || scenario === undefined)
    throw new Error('expected the machine and its scenario')
  const subject = subjectOf(replicatedVm, service, hypervisor, unguarded)
  const told = executionsIn(playSubject(subject, { kind: 'plan', plan: scenario.plan }), replicatedVm)
  expect(told).toContain('s2 executes interrupt timer → at 234')
  expect(told.some((text) => /→ at \d+, idle, with output \d+$/.test(text))).toBe(true)
  expect(told.filter((text) => /time\)|[{}]/.test(text))).toEqual([])
})
