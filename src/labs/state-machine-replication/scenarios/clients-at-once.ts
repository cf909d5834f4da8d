import type { Scenario } from '../../scenario.ts'
import { append, finished, get, inTurn } from '../../script.ts'
import { planOf } from './script.ts'

const first = finished('c1')
const second = inTurn(first, finished('c1'))
const read = inTurn(second, finished('c1'))

export const clientsAtOnce: Scenario = {
  name: 'clients-at-once',
  title: 'Three clients call at the same time',
  slide: '6–7',
  rule: 'Somebody decides on one order of the operations: clients see one state machine.',
  lab: 'state-machine-replication',
  story:
    'c1, c2 and c3 write at the very same time, and again as soon as they are answered. Nothing is lost. Any order ' +
    'of their calls will do, but it must be one and the same at every server, and the results must be those of ' +
    'that order.',
  plan: planOf({
    clients: ['c1', 'c2', 'c3'],
    faults: [],
    operations: [
      append('c1', 'a', { ms: 10 }),
      append('c2', 'b', { ms: 10 }),
      append('c3', 'c', { ms: 10 }),
      append('c1', 'd', { ms: 11 }),
      append('c2', 'e', { ms: 11 }),
      append('c3', 'f', { ms: 11 }),
      get('c1', second),
    ],
    overAt: read,
  }),
  expects: {
    kind: 'survives',
    marks: ['write acknowledged', 'read answered', 'write at every server', 'concurrent calls'],
    occasions: { 'c1 has read': read },
  },
}
