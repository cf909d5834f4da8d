import type { Scenario } from '../../scenario.ts'
import { append, crash, finished, get, inTurn, later } from '../../script.ts'
import { planOf } from './script.ts'

const first = finished('c1')
const second = inTurn(first, finished('c1'))

export const singleNodeCrash: Scenario = {
  name: 'single-node-crash',
  title: 'The only server dies',
  slide: '4–5',
  rule: 'One crash of a single server loses everything: this is why we replicate.',
  lab: 'single-server',
  story:
    'The server answers two writes; the reply to the second is lost, so that the client asks again, and ' +
    'is told the same result. Then the server dies, and both writes with it. A read that comes afterwards ' +
    'is never answered, and the client may not make up an answer. Nothing better can be done with one server.',
  plan: planOf({
    clients: ['c1', 'c2'],
    faults: [{ kind: 'drop', message: { kind: 'Reply', from: 's1', to: 'c1', nth: 2 } }, crash('s1', second)],
    operations: [append('c1', 'a', { ms: 10 }), append('c1', 'b', first), get('c2', later(second, 20))],
    overAt: later(second, 500),
  }),
  expects: {
    kind: 'stuck',
    name: 'stuck-no-backup',
    marks: ['write acknowledged', 'retry', 'crash', 'acknowledged write lost'],
    occasions: { 'the second write is acknowledged': second },
  },
}
