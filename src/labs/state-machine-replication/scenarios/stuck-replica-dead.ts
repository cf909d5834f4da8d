import type { Scenario } from '../../scenario.ts'
import { append, crash, finished, get, inTurn, later } from '../../script.ts'
import { planOf } from './script.ts'

const first = finished('c1')
const read = inTurn(first, finished('c2'))

export const stuckReplicaDead: Scenario = {
  name: 'stuck-replica-dead',
  title: 'One of three servers dies',
  slide: '6–10',
  rule: 'A write is answered only when every server has it; one that is silent may be slow, not dead.',
  lab: 'state-machine-replication',
  story:
    'c1 writes, c2 reads, and both are answered. Then s3 dies. What was acknowledged is safe: s1 and s2 have it. But ' +
    'the next write of c1 cannot be given to every server, and nobody can tell a dead server from a slow one. So it ' +
    'is never answered. To go on, somebody must decide who is a member, and tell everyone: that is the view service.',
  plan: planOf({
    clients: ['c1', 'c2'],
    faults: [crash('s3', read)],
    operations: [append('c1', 'a', { ms: 10 }), get('c2', first), append('c1', 'b', later(read, 20))],
    overAt: later(read, 1_000),
  }),
  expects: {
    kind: 'stuck',
    name: 'stuck-replica-dead',
    // Not `write at every server`: one that has written it down may die before it executes it.
    marks: ['write acknowledged', 'crash', 'stopped by a dead server'],
    occasions: { 'the first write is acknowledged, and read': read },
  },
}
