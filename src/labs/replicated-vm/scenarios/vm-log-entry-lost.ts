import type { Fault } from '../../../schedule/index.ts'
import type { Scenario } from '../../scenario.ts'
import { crash, finished } from '../../script.ts'
import { call, planOf } from './script.ts'

const pieces = { kind: 'Log', from: 's1', to: 's2' } as const
const answers = { kind: 'Acknowledgement', from: 's2', to: 's1' } as const
const third = { ...finished('c1'), nth: 3 }

/** Of the log some pieces are lost, some come twice, some late; so do acknowledgements. */
const faults: readonly Fault[] = [
  { kind: 'drop', message: { ...pieces, nth: 2 } },
  { kind: 'drop', message: { ...pieces, nth: 3 } },
  { kind: 'delay', message: { ...pieces, nth: 4 }, byMs: 90 },
  { kind: 'duplicate', message: { ...pieces, nth: 5 }, afterMs: 70 },
  { kind: 'duplicate', message: { ...pieces, nth: 6 }, afterMs: 5 },
  { kind: 'drop', message: { ...answers, nth: 3 } },
  { kind: 'duplicate', message: { ...answers, nth: 4 }, afterMs: 60 },
]

export const vmLogEntryLost: Scenario = {
  name: 'vm-log-entry-lost',
  title: 'The network treats the log badly',
  slide: '44',
  rule: 'The backup replays every entry once, in the order of the log.',
  lab: 'replicated-vm',
  story:
    'Pieces of the log are lost, come twice and come late. What is not acknowledged is sent again; what has come before is ' +
    'not replayed again; what leaves a gap waits. Then the primary (s1) dies, and its backup (s2) has everything that was ' +
    'answered, once.',
  plan: planOf({
    clients: ['c1', 'c2'],
    faults: [...faults, crash('s1', third)],
    operations: [
      call('c1', { op: 'add', key: 'x', value: 1 }, { ms: 10 }),
      call('c2', { op: 'add', key: 'x', value: 10 }, { ms: 12 }),
      call('c1', { op: 'stamp', key: 'y' }, finished('c1')),
      call('c1', { op: 'add', key: 'x', value: 100 }, { ...finished('c1'), nth: 2 }),
      call('c1', { op: 'get', key: 'x' }, third),
      call('c2', { op: 'get', key: 'y' }, third),
    ],
    overAt: { ...finished('c1'), nth: 4 },
  }),
  expects: {
    kind: 'survives',
    marks: ['interrupt replayed', 'timestamp replayed', 'failover', 'write acknowledged', 'read answered'],
    occasions: { 'c1 reads after the failover': { ...finished('c1'), nth: 4 } },
  },
}
