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
const healed = later(inTurn(told('s2', { primary: 's2' }), finished('c2')), 300)

export const splitBrain: Scenario = {
  name: 'split-brain',
  title: 'A primary that is cut off from the view server, and does not know that it was replaced',
  slide: '19',
  rule:
    'At most one server acts as primary at a time: the old one cannot answer without its backup (rules 1 ' +
    'to 4).',
  lab: 'primary-backup',
  story:
    'A (s1) is up, but the view server cannot hear it and promotes B (s2). A and its client c1 do not ' +
    'know: c1 sends a write to A, while c2 sends one to B. A may not answer, since B is not its backup ' +
    'any more and rejects what A forwards. When the links are back, c1 finds B.',
  plan: planOf({
    clients: ['c1', 'c2'],
    faults: [...pair, ...split(['s1', 'c1'], ['vs', 'c2'], ready, healed)],
    operations: [
      append('c1', 'a', pairReady),
      append('c1', 'b', promoted),
      append('c2', 'c', promoted),
      get('c1', inTurn(promoted, finished('c2'))),
      get('c2', later(inTurn(promoted, finished('c2')), 600)),
    ],
    overAt: inTurn(promoted, finished('c2'), finished('c2')),
  }),
  expects: {
    kind: 'survives',
    marks: ['write acknowledged', 'read answered', 'failover', 'deposed server up'],
    occasions: {
      'B is promoted': promoted,
      'c1 asks A after that': inTurn(promoted, requestArrives('c1', 's1')),
      'c2 is answered': inTurn(promoted, finished('c2')),
    },
  },
}
