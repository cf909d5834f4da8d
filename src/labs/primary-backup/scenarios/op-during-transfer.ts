import type { Scenario } from '../../scenario.ts'
import {
  acknowledged,
  announced,
  append,
  crash,
  finished,
  get,
  heardOf,
  inTurn,
  join,
  later,
  planOf,
  requestArrives,
  stall,
  told,
} from './script.ts'

const ready = inTurn(acknowledged(1, 's1'), finished('c1'))
const transferring = inTurn(ready, told('s1', { primary: 's1', backup: 's2' }))
const asked = inTurn(transferring, requestArrives('c1', 's1'))
const initialised = inTurn(asked, acknowledged(2, 's1'))
const dies = later(inTurn(initialised, finished('c2'), heardOf('s1')), 250)
const takenOver = inTurn(dies, told('s2', { primary: 's2' }))

export const opDuringTransfer: Scenario = {
  name: 'op-during-transfer',
  title: 'A write comes while the state is on its way to a new backup',
  slide: '36',
  rule: 'Every operation is entirely before or entirely after the state transfer (rule 5).',
  lab: 'primary-backup',
  story:
    'A (s1) has answered a write alone. B (s2) becomes its backup, but everything that A sends to B takes ' +
    'long, the state as well. Meanwhile A receives another write. It is in the state that B is given, or ' +
    'it is forwarded to B afterwards, and answered only when B has it: when A dies, B must know it.',
  plan: planOf({
    clients: ['c1', 'c2'],
    faults: [
      join('s2', ready),
      stall(
        's1',
        's2',
        inTurn(ready, announced({ primary: 's1', backup: 's2' })),
        null,
        later(requestArrives('c1', 's1'), 250),
      ),
      crash('s1', dies),
    ],
    operations: [
      append('c1', 'a', acknowledged(1, 's1')),
      append('c1', 'b', transferring),
      append('c2', 'c', initialised),
      get('c2', takenOver),
    ],
    overAt: inTurn(takenOver, finished('c2')),
  }),
  expects: {
    kind: 'survives',
    marks: ['write acknowledged', 'read answered', 'failover', 'operation during transfer'],
    occasions: {
      'A is asked before it has acknowledged the view': initialised,
      'B takes over': takenOver,
      'B answers': inTurn(takenOver, finished('c2')),
    },
  },
}
