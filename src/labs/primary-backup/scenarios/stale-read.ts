import type { Scenario } from '../../scenario.ts'
import {
  append,
  finished,
  get,
  heardOf,
  inTurn,
  later,
  pair,
  pairReady,
  planOf,
  requestArrives,
  split,
  told,
} from './script.ts'

const ready = inTurn(finished('c1'), heardOf('s1'))
const promoted = inTurn(ready, told('s2', { primary: 's2' }))
const written = inTurn(promoted, finished('c2'))
const healed = later(inTurn(told('s2', { primary: 's2' }), finished('c2')), 500)

export const staleRead: Scenario = {
  name: 'stale-read',
  title: 'A primary that was replaced is asked to read',
  slide: '26–27',
  rule: 'The primary waits for the backup before it replies, for reads too (rule 2).',
  lab: 'primary-backup',
  story:
    'A (s1) is cut off from the view server and from B (s2), which is promoted and answers a write of c2. ' +
    'Then c1, which still takes A for the primary, sends it a read. A may not answer out of its own ' +
    'state, which is old. When the links are back, c1 reads what c2 wrote.',
  plan: planOf({
    clients: ['c1', 'c2'],
    faults: [...pair, ...split(['s1', 'c1'], ['vs', 's2', 'c2'], ready, healed)],
    operations: [append('c1', 'a', pairReady), append('c2', 'b', promoted), get('c1', written)],
    overAt: inTurn(written, finished('c1')),
  }),
  expects: {
    kind: 'survives',
    marks: ['write acknowledged', 'read answered', 'failover', 'deposed server up'],
    occasions: {
      'B answers a write': written,
      'c1 asks A to read after that': inTurn(written, requestArrives('c1', 's1')),
      'c1 is answered': inTurn(written, finished('c1')),
    },
  },
}
