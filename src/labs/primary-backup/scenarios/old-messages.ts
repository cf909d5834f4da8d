import type { Scenario } from '../../scenario.ts'
import {
  anythingArrives,
  append,
  crash,
  cut,
  finished,
  get,
  heardOf,
  inTurn,
  isolate,
  later,
  pair,
  pairReady,
  planOf,
  requestArrives,
  requestSent,
  stall,
  told,
} from './script.ts'

const ready = inTurn(finished('c1'), finished('c2'), heardOf('s1'))
const asked = inTurn(ready, requestArrives('c1', 's1'))
const swapped = inTurn(asked, told('s2', { primary: 's2', backup: 's1' }))
const settled = inTurn(swapped, finished('c2'), heardOf('s2'))
const again = inTurn(settled, told('s1', { primary: 's1', backup: 's2' }))
const works = inTurn(again, finished('c2'))
/** The same, from the first request of c1 on. */
const worksSince = inTurn(
  told('s2', { primary: 's2', backup: 's1' }),
  told('s1', { primary: 's1', backup: 's2' }),
  finished('c2'),
)
const dies = inTurn(works, finished('c2'), heardOf('s1'))
const takenOver = inTurn(dies, told('s2', { primary: 's2' }))

export const oldMessages: Scenario = {
  name: 'old-messages',
  title: 'A forward of an old view arrives when the roles are the same again',
  slide: '31',
  rule:
    'A backup accepts a forwarded request only if the view is right (rule 3): the right role is not ' +
    'enough.',
  lab: 'primary-backup',
  story:
    'A (s1) forwards a write of c1 to its backup B (s2), but the message takes very long, and c1 falls ' +
    'silent. Meanwhile B becomes primary with A as its backup, and some views later A is primary and B is ' +
    'backup again. Now the old message arrives. B must reject it: A has long forgotten it, and with it B ' +
    'would not have the state of A any more, as everyone would see when A dies.',
  plan: planOf({
    clients: ['c1', 'c2'],
    faults: [
      ...pair,
      stall('s1', 's2', inTurn(ready, requestSent('c1', 's1')), told('s1', { primary: 's2' }), worksSince),
      isolate('c1', asked, null),
      cut('s1', 'vs', asked, told('s2', { primary: 's2' })),
      cut('s2', 'vs', settled, told('s1', { primary: 's1' })),
      crash('s1', dies),
    ],
    operations: [
      append('c1', 'a', pairReady),
      append('c2', 'b', finished('c1')),
      append('c1', 'c', ready),
      append('c2', 'd', swapped),
      append('c2', 'e', again),
      append('c2', 'f', later(works, 60)),
      get('c2', takenOver),
    ],
    overAt: inTurn(takenOver, finished('c2')),
  }),
  expects: {
    kind: 'survives',
    marks: ['write acknowledged', 'read answered', 'failover', 'deposed server up', 'old message'],
    occasions: {
      'A is asked before B is promoted': swapped,
      'the roles are the same again': works,
      'the old message arrives': inTurn(works, anythingArrives('s1', 's2')),
      'B takes over': takenOver,
    },
  },
}
