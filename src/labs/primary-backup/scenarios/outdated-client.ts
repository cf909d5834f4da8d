import type { Scenario } from '../../scenario.ts'
import {
  append,
  cut,
  finished,
  get,
  heardOf,
  inTurn,
  later,
  pairAndIdle,
  pairReady,
  planOf,
  requestArrives,
  told,
} from './script.ts'

const ready = inTurn(finished('c1'), heardOf('s1'))
const promoted = inTurn(ready, told('s2', { primary: 's2' }))
const demoted = inTurn(promoted, told('s1', { primary: 's2' }))
const written = inTurn(demoted, finished('c2'))
/** The same, from `ready` on. */
const writtenSince = inTurn(told('s2', { primary: 's2' }), told('s1', { primary: 's2' }), finished('c2'))

export const outdatedClient: Scenario = {
  name: 'outdated-client',
  title: 'A client asks the server that was primary once',
  slide: '33',
  rule: 'A server that is not primary rejects client requests (rule 4).',
  lab: 'primary-backup',
  story:
    'A (s1) was cut off and replaced by B (s2), with C (s3) as the backup. A is back and knows that it is ' +
    'not primary. c1 does not: it sends a read to A. A must refuse, since it has seen nothing of what B ' +
    'answered meanwhile. c1 asks the view server and then B.',
  plan: planOf({
    clients: ['c1', 'c2'],
    faults: [
      ...pairAndIdle,
      cut('s1', 'vs', ready, told('s2', { primary: 's2' })),
      cut('c1', 'vs', ready, later(writtenSince, 300)),
    ],
    operations: [append('c1', 'a', pairReady), append('c2', 'b', demoted), get('c1', written)],
    overAt: inTurn(written, finished('c1')),
  }),
  expects: {
    kind: 'survives',
    marks: ['write acknowledged', 'read answered', 'failover', 'deposed server up'],
    occasions: {
      'A knows that B is primary': demoted,
      'B answers a write': written,
      'c1 asks A after that': inTurn(written, requestArrives('c1', 's1')),
      'c1 is answered': inTurn(written, finished('c1')),
    },
  },
}
