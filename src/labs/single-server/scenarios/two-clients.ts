import type { Scenario } from '../../scenario.ts'
import { append, cutOneWay, finished, get, inTurn, later, replySent } from '../../script.ts'
import { planOf } from './script.ts'

const unheard = replySent('s1', 'c1')
const other = finished('c2')
const first = finished('c1')
const read = inTurn(first, finished('c2'))

export const twoClients: Scenario = {
  name: 'two-clients',
  title: 'Two clients write the same, and both count from 1',
  slide: '28',
  rule: 'At-most-once: a call is known by its client and its number, not by its number or its content alone.',
  lab: 'single-server',
  story:
    'c1 and c2 each make their first call, and both append the same text: two calls, and two executions. No reply ' +
    'reaches c1 until c2 is served. When c1 asks again, c2’s call has been executed after its own, and c1 must still be told what its ' +
    'own call returned, not what the state has become.',
  plan: planOf({
    clients: ['c1', 'c2'],
    faults: [cutOneWay('s1', 'c1', { ms: 0 }, other)],
    operations: [append('c1', 'a', { ms: 10 }), append('c2', 'a', later(unheard, 5)), get('c2', first)],
    overAt: read,
  }),
  expects: {
    kind: 'survives',
    marks: ['write acknowledged', 'read answered', 'retry', 'concurrent calls'],
    occasions: {
      'c2 is served before c1 hears of its call': inTurn(unheard, other, first),
      'c2 has read': read,
    },
  },
}
