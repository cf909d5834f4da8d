import type { Scenario } from '../../scenario.ts'
import { crash, finished, inTurn, isolate, later } from '../../script.ts'
import { call, planOf, told } from './script.ts'

const ready = finished('c1')
const alone = inTurn(ready, told('s1', 's1'))
const answered = inTurn(alone, finished('c1'))

export const vmBothFail: Scenario = {
  name: 'vm-both-fail',
  title: 'The last machine dies, and one that was left behind comes back',
  slide: '39, 46',
  rule: 'A backup that has lost the test-and-set halts, even if nobody else is left.',
  lab: 'replicated-vm',
  story:
    'The backup (s2) is cut off from everyone. The primary (s1) wins the test-and-set, answers a write alone, and dies. When ' +
    's2 is back, it hears of nobody and asks the disk, which says that s1 has gone on: there may be outputs that s2 has no ' +
    'idea of. So s2 halts, and nobody answers. With two servers nothing better can be done about two failures.',
  plan: planOf({
    clients: ['c1', 'c2'],
    faults: [isolate('s2', ready, later(answered, 50)), crash('s1', answered)],
    operations: [
      call('c1', { op: 'add', key: 'x', value: 1 }, { ms: 10 }),
      call('c1', { op: 'add', key: 'x', value: 2 }, ready),
      call('c2', { op: 'get', key: 'x' }, later(answered, 60)),
    ],
    overAt: later(answered, 100),
  }),
  expects: {
    kind: 'stuck',
    name: 'stuck-no-backup',
    marks: ['write acknowledged', 'crash', 'primary alone', 'test-and-set lost'],
    occasions: { 's2 is told that s1 has won': told('s2', 's1') },
  },
}
