import type { Scenario } from '../../scenario.ts'
import {
  acknowledged,
  announced,
  append,
  crash,
  cutOneWay,
  finished,
  get,
  inTurn,
  join,
  later,
  planOf,
  told,
} from './script.ts'

const ready = inTurn(acknowledged(1, 's1'), finished('c1'))
const transferring = inTurn(ready, told('s1', { primary: 's1', backup: 's2' }))
const dies = later(transferring, 150)

export const stuckTransferUnfinished: Scenario = {
  name: 'stuck-transfer-unfinished',
  title: 'The primary dies before the state has reached its backup',
  slide: '39',
  rule:
    'The primary acknowledges a view when its backup has the state; a backup without it is not promoted ' +
    '(rules 5 and 6).',
  lab: 'primary-backup',
  story:
    'A (s1) has answered a write alone. B (s2) becomes its backup, but nothing that A sends to B arrives, ' +
    'and then A dies. A has not acknowledged the view, since B does not have the state. So B is not ' +
    'promoted, and c2 is never answered.',
  plan: planOf({
    clients: ['c1', 'c2'],
    faults: [
      join('s2', ready),
      cutOneWay('s1', 's2', inTurn(ready, announced({ primary: 's1', backup: 's2' })), null),
      crash('s1', dies),
    ],
    operations: [append('c1', 'a', acknowledged(1, 's1')), get('c2', dies)],
    overAt: later(dies, 500),
  }),
  expects: {
    kind: 'stuck',
    name: 'stuck-transfer-unfinished',
    marks: ['write acknowledged', 'view formed'],
    occasions: { 'A dies in the transfer': dies },
  },
}
