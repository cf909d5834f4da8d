import type { Scenario } from '../../scenario.ts'
import { append, cutOneWay, finished, get, inTurn, once } from '../../script.ts'
import { planOf } from './script.ts'

const unheard = once({ on: 'sent', kind: 'Reply', from: null, to: 'c1', with: null })
const other = inTurn(unheard, finished('c2'))
const first = finished('c1')
const read = inTurn(first, finished('c2'))

export const retriedWrite: Scenario = {
  name: 'retried-write',
  title: 'Replicated servers answer unheard, and the client asks again',
  slide: '7, 28',
  rule: 'At-most-once: a write that is sent again, to whichever server, is executed once by each.',
  lab: 'state-machine-replication',
  story:
    'A write of c1 is executed everywhere, but no reply reaches c1 until c2 has written, too. ' +
    'When c1 asks again, at the same server or at another one, nobody may execute its write a second time, and c1 ' +
    'must be told what it returned then.',
  plan: planOf({
    clients: ['c1', 'c2'],
    faults: ['s1', 's2', 's3'].map((server) => cutOneWay(server, 'c1', { ms: 0 }, other)),
    operations: [append('c1', 'a', { ms: 10 }), append('c2', 'b', unheard), get('c2', first)],
    overAt: read,
  }),
  expects: {
    kind: 'survives',
    marks: ['write acknowledged', 'read answered', 'write at every server', 'retry'],
    occasions: { 'c2 writes before c1 hears of its write': inTurn(other, first), 'c2 has read': read },
  },
}
