import type { Scenario } from '../../scenario.ts'
import {
  append,
  cut,
  finished,
  get,
  heardOf,
  inTurn,
  later,
  pair,
  pairReady,
  planOf,
  requestArrives,
  requestSent,
  stall,
  told,
} from './script.ts'

const ready = inTurn(finished('c1'), heardOf('s1'))
const sent = inTurn(ready, requestSent('c1', 's1'))
const swapped = inTurn(sent, told('s2', { primary: 's2', backup: 's1' }))
const settled = inTurn(swapped, finished('c2'), heardOf('s2'))
const again = inTurn(settled, told('s1', { primary: 's1', backup: 's2' }))
const works = inTurn(again, finished('c1'))
/** The same, from `ready` on. */
const worksSince = inTurn(
  told('s2', { primary: 's2', backup: 's1' }),
  told('s1', { primary: 's1', backup: 's2' }),
  finished('c1'),
)

export const oldClientMessage: Scenario = {
  name: 'old-client-message',
  title: 'A request of an old view arrives when its server is primary again',
  slide: '34',
  rule:
    'A server answers only requests of the view in which it is primary (rule 4), and executes no request ' +
    'twice.',
  lab: 'primary-backup',
  story:
    'A request of c1 takes very long on its way to A (s1). Meanwhile B (s2) becomes primary, and c1 sends ' +
    'the request again, to B, which executes it. More calls follow, and A becomes primary again. Now the ' +
    'old request arrives at A, which must refuse it, or see that it was executed long ago.',
  plan: planOf({
    clients: ['c1', 'c2'],
    faults: [
      ...pair,
      stall('c1', 's1', ready, told('s2', { primary: 's2' }), worksSince),
      cut('s1', 'vs', sent, told('s2', { primary: 's2' })),
      cut('s2', 'vs', settled, told('s1', { primary: 's1' })),
    ],
    operations: [
      append('c1', 'a', pairReady),
      append('c1', 'b', ready),
      append('c1', 'c', swapped),
      get('c2', swapped),
      append('c1', 'd', again),
      get('c2', later(works, 100)),
    ],
    overAt: inTurn(works, finished('c2')),
  }),
  expects: {
    kind: 'survives',
    marks: ['write acknowledged', 'read answered', 'failover', 'deposed server up', 'retry after failover'],
    occasions: {
      'the request is sent before B is promoted': swapped,
      'A is primary again': works,
      'the old request arrives': inTurn(works, requestArrives('c1', 's1')),
    },
  },
}
