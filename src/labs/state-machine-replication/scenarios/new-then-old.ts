import type { Scenario } from '../../scenario.ts'
import { append, finished, get, inTurn, once } from '../../script.ts'
import { lagsBehind, planOf } from './script.ts'

/** The write is executed by some server, and not yet by all. */
const executed = once({ on: 'executed', node: null })
const seen = inTurn(executed, finished('c2'))
const read = inTurn(seen, finished('c3'))

export const newThenOld: Scenario = {
  name: 'new-then-old',
  title: 'One client reads the new value, and then another one reads the old',
  slide: '6–7',
  rule: 'Reads are operations, too: what somebody has read, nobody may find unwritten later.',
  lab: 'state-machine-replication',
  story:
    'A write of c1 is under way: it has reached some servers, and s3 lags behind. c2 reads; when it has its answer, ' +
    'c3 reads. Whatever c2 was told, c3 may not be told of an older state. A server that answers a read from its ' +
    'own state alone does not know how old that is.',
  plan: planOf({
    clients: ['c1', 'c2', 'c3'],
    faults: [...lagsBehind('s3', 1, 90), ...lagsBehind('s3', 2, 90)],
    operations: [
      append('c1', 'a', { ms: 10 }),
      get('c2', { ...executed, plusMs: 10 }),
      get('c3', seen),
      get('c2', read),
    ],
    overAt: inTurn(read, finished('c2')),
  }),
  expects: {
    kind: 'survives',
    marks: ['write acknowledged', 'read answered', 'write at every server'],
    occasions: { 'c3 reads after c2 has read': read },
  },
}
