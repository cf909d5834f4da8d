import type { Scenario } from '../../scenario.ts'
import { append, finished, get, inTurn } from '../../script.ts'
import { eachLinkLoses, planOf } from './script.ts'

const first = finished('c1')
const second = inTurn(first, finished('c1'))
const read = inTurn(second, finished('c2'))

export const forwardLost: Scenario = {
  name: 'forward-lost',
  title: 'Between every two servers a message is lost',
  slide: '6–8',
  rule: 'The reply leaves only when all have the operation: what is lost on the way to them is sent again.',
  lab: 'state-machine-replication',
  story:
    'c1 writes twice. The first and the third message on each link between servers get lost, be they operations on ' +
    'their way to the others or acknowledgements on their way back. c1 is answered late, but it is answered, and ' +
    'only when every server has the write.',
  plan: planOf({
    clients: ['c1', 'c2'],
    faults: [...eachLinkLoses(1), ...eachLinkLoses(3)],
    operations: [append('c1', 'a', { ms: 10 }), append('c1', 'b', first), get('c2', second)],
    overAt: read,
  }),
  expects: {
    kind: 'survives',
    marks: ['write acknowledged', 'read answered', 'write at every server'],
    occasions: { 'c2 has read': read },
  },
}
