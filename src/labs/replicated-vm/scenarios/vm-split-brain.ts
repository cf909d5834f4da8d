import type { Scenario } from '../../scenario.ts'
import { cut, finished, inTurn, later } from '../../script.ts'
import { call, planOf, released } from './script.ts'

const ready = finished('c1')
/** Time enough for two checks of anyone. */
const decided = later(ready, 6_000)

export const vmSplitBrain: Scenario = {
  name: 'vm-split-brain',
  title: 'Each server takes the other for dead',
  slide: '19, 46',
  rule: 'One machine lives: the disk, which both reach, decides by an atomic test-and-set.',
  lab: 'replicated-vm',
  story:
    'The link between the servers is cut for ever, and both are up. To each, the other is silent. Both ask the disk: the ' +
    'first goes on alone, the other halts. What clients are told, by whichever machine, is told by one.',
  plan: planOf({
    clients: ['c1', 'c2'],
    faults: [cut('s1', 's2', ready, 'never')],
    operations: [
      call('c1', { op: 'add', key: 'x', value: 1 }, { ms: 10 }),
      call('c1', { op: 'random', key: 'x' }, ready),
      call('c2', { op: 'add', key: 'x', value: 10 }, later(ready, 2)),
      call('c1', { op: 'add', key: 'x', value: 100 }, decided),
      call('c2', { op: 'get', key: 'x' }, decided),
    ],
    overAt: inTurn(decided, finished('c1')),
  }),
  expects: {
    kind: 'survives',
    marks: ['test-and-set lost', 'write acknowledged', 'read answered', 'concurrent calls'],
    occasions: { 'before that, s1 released outputs': released('s1') },
  },
}
