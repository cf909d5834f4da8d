import type { Scenario } from '../../scenario.ts'
import {
  append,
  crash,
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
  told,
} from './script.ts'

const settled = inTurn(finished('c1'), heardOf('s1'))
const asked = inTurn(settled, requestArrives('c1', 's1'))
const takenOver = inTurn(asked, told('s2', { primary: 's2' }))

export const missingWrites: Scenario = {
  name: 'missing-writes',
  title: 'The primary dies with a write that the backup never got',
  slide: '25',
  rule: 'The primary waits until the backup has accepted an operation before it replies (rule 2).',
  lab: 'primary-backup',
  story:
    'The link between A (s1) and B (s2) breaks, so that the write that A receives next does not get to B. ' +
    'Then A dies and B takes over. A may not have answered that write; c1 sends it again to B, which ' +
    'executes it for the first time.',
  plan: planOf({
    clients: ['c1', 'c2'],
    faults: [...pair, cut('s1', 's2', settled, null), crash('s1', later(asked, 60))],
    operations: [
      append('c1', 'a', pairReady),
      append('c1', 'b', settled),
      append('c2', 'c', takenOver),
      get('c2', takenOver),
    ],
    overAt: inTurn(takenOver, finished('c2'), finished('c2')),
  }),
  expects: {
    kind: 'survives',
    marks: ['write acknowledged', 'read answered', 'failover', 'retry after failover'],
    occasions: {
      'A is asked while it cannot reach B': asked,
      'B takes over': takenOver,
      'c1 is answered': inTurn(settled, finished('c1')),
      'c2 is answered': inTurn(takenOver, finished('c2'), finished('c2')),
    },
  },
}
