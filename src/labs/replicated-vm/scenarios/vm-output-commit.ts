import type { Scenario } from '../../scenario.ts'
import { crash, cut, finished, inTurn, later } from '../../script.ts'
import { call, packetComes, planOf } from './script.ts'

const ready = finished('c1')
const asked = inTurn(ready, packetComes('c1', 2, 's1'))
const answered = inTurn(ready, finished('c1'))

export const vmOutputCommit: Scenario = {
  name: 'vm-output-commit',
  title: 'The primary dies between executing and releasing an output',
  slide: '45–46',
  rule: 'An output leaves after the backup has every event up to and including it (output rule).',
  lab: 'replicated-vm',
  story:
    'The link between the servers is cut before the second call of c1 reaches the primary (s1). The machine ' +
    'answers, but its backup (s2) cannot have heard of it: the output is held back, and s1 dies. The machine of s2 goes ' +
    'live where the log ends. For the world the call never happened; c1 asks again, and it happens now. Had the answer ' +
    'left, c1 would know of something that the machine has forgotten.',
  plan: planOf({
    clients: ['c1', 'c2'],
    faults: [cut('s1', 's2', asked, 'never'), crash('s1', later(asked, 40))],
    operations: [
      call('c1', { op: 'add', key: 'x', value: 1 }, { ms: 10 }),
      call('c1', { op: 'random', key: 'x' }, ready),
      call('c2', { op: 'get', key: 'x' }, later(answered, 100)),
    ],
    overAt: inTurn(answered, finished('c2')),
  }),
  expects: {
    kind: 'survives',
    marks: ['write acknowledged', 'read answered', 'crash', 'failover', 'output after acknowledgement'],
    occasions: {
      'the switch hands the call to s1': asked,
      'c1 is answered after that': answered,
    },
  },
}
