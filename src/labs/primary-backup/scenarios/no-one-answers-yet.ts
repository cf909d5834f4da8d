import type { Scenario } from '../../scenario.ts'
import {
  announced,
  append,
  cutOneWay,
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
const moved = inTurn(ready, announced({ primary: 's2' }))
const askedNew = inTurn(moved, requestArrives('c2', 's2'))
const askedBoth = inTurn(askedNew, requestArrives('c1', 's1'))
const promoted = inTurn(askedBoth, told('s2', { primary: 's2' }))
const silenceMs = 800

export const noOneAnswersYet: Scenario = {
  name: 'no-one-answers-yet',
  title: 'The view server has moved on, and nobody has heard of it',
  slide: '42',
  rule:
    'Requests of the old view are the old primary’s, with the old backup; those of the new view nobody ' +
    'may answer yet (rules 2 to 4).',
  lab: 'primary-backup',
  story:
    'The view server has lost touch with A (s1) and has made B (s2) the primary, but B has not heard of ' +
    'it. c2 has the new view and sends a write to B, which takes itself for the backup and must not ' +
    'answer before it has heard. c1 sends a write of the old view to A: A and B are still primary and ' +
    'backup of that view, and may answer.',
  plan: planOf({
    clients: ['c1', 'c2'],
    faults: [
      ...pair,
      ...split(['s1', 'c1'], ['vs', 'c2'], ready, later(announced({ primary: 's2' }), silenceMs)),
      cutOneWay('vs', 's2', ready, later(announced({ primary: 's2' }), silenceMs)),
    ],
    operations: [
      append('c1', 'a', pairReady),
      append('c2', 'b', moved),
      append('c1', 'c', later(askedNew, 30)),
      get('c1', promoted),
      get('c2', promoted),
    ],
    overAt: inTurn(promoted, finished('c2'), finished('c2')),
  }),
  expects: {
    kind: 'survives',
    marks: ['write acknowledged', 'read answered', 'failover'],
    occasions: {
      'c2 asks B in the new view, then c1 asks A in the old one': askedBoth,
      'B hears of the new view': promoted,
      'c2 is answered after that': inTurn(promoted, finished('c2')),
    },
  },
}
