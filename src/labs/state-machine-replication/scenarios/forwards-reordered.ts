import type { Scenario } from '../../scenario.ts'
import { append, finished, get, inTurn } from '../../script.ts'
import { eachLinkDelays, planOf } from './script.ts'

const first = finished('c1')
const second = inTurn(first, finished('c1'))
const read = inTurn(second, finished('c1'))

export const forwardsReordered: Scenario = {
  name: 'forwards-reordered',
  title: 'Between every two servers a message is overtaken',
  slide: '6–8',
  rule: 'All servers execute the operations in the same order, whatever the order in which they arrive.',
  lab: 'state-machine-replication',
  story:
    'Three clients write at the same time. The first message on each link between servers takes so long that later ' +
    'ones overtake it. A server that executes what comes, as it comes, goes another way than the others.',
  plan: planOf({
    clients: ['c1', 'c2', 'c3'],
    faults: eachLinkDelays(1, 60),
    operations: [
      append('c1', 'a', { ms: 10 }),
      append('c2', 'b', { ms: 12 }),
      append('c3', 'c', { ms: 14 }),
      append('c1', 'd', first),
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
