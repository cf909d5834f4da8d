import type { Scenario } from '../../scenario.ts'
import { crash, finished, inTurn } from '../../script.ts'
import { call, packetArrives, planOf, told } from './script.ts'

const ready = finished('c1')
const asked = inTurn(ready, packetArrives('c1', 2, 's1'))

export const vmBackupDies: Scenario = {
  name: 'vm-backup-dies',
  title: 'The primary loses its backup and goes on alone',
  slide: '46',
  rule: 'Who goes on alone has won the test-and-set, and owes acknowledgements to nobody.',
  lab: 'replicated-vm',
  story:
    'The backup (s2) dies when the second call of c1 reaches the primary (s1). Nobody will acknowledge the answer. After a ' +
    'while s1 takes s2 for dead and asks the disk; being the first to ask, it lets go what it has held back, and goes on alone.',
  plan: planOf({
    clients: ['c1', 'c2'],
    faults: [crash('s2', asked)],
    operations: [
      call('c1', { op: 'add', key: 'x', value: 1 }, { ms: 10 }),
      call('c1', { op: 'add', key: 'x', value: 2 }, ready),
      call('c2', { op: 'get', key: 'x' }, inTurn(ready, finished('c1'))),
    ],
    overAt: finished('c2'),
  }),
  expects: {
    kind: 'survives',
    marks: ['crash', 'primary alone', 'write acknowledged', 'read answered'],
    occasions: { 's1 goes on alone, and c2 is answered': inTurn(told('s1', 's1'), finished('c2')) },
  },
}
