import type { Scenario } from '../../scenario.ts'
import {
  anythingArrives,
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
  stall,
  told,
} from './script.ts'

const ready = inTurn(finished('c1'), heardOf('s1'))
const asked = inTurn(ready, requestArrives('c1', 's1'))
const promoted = inTurn(asked, told('s2', { primary: 's2' }))
const written = inTurn(promoted, finished('c2'))
/** The same, from `ready` on. */
const writtenSince = inTurn(told('s2', { primary: 's2' }), finished('c2'))

export const partiallySplitBrain: Scenario = {
  name: 'partially-split-brain',
  title: 'What the old primary forwarded reaches its backup after the promotion',
  slide: '30',
  rule: 'A backup accepts a forwarded request only if the view is right (rule 3).',
  lab: 'primary-backup',
  story:
    'A (s1) receives a write of c1 and forwards it, but the message takes long. Meanwhile the view server ' +
    'loses touch with A and promotes B (s2), which answers a write of c2. Now the forwarded write ' +
    'arrives: B is primary and must reject it. Otherwise A would answer c1 out of a state that lacks the ' +
    'write of c2.',
  plan: planOf({
    clients: ['c1', 'c2'],
    faults: [
      ...pair,
      ...split(['s1', 'c1'], ['vs', 'c2'], ready, later(writtenSince, 500)),
      stall('s1', 's2', ready, null, writtenSince),
    ],
    operations: [
      append('c1', 'a', pairReady),
      append('c1', 'b', ready),
      append('c2', 'c', promoted),
      get('c2', later(written, 400)),
    ],
    overAt: inTurn(written, finished('c2')),
  }),
  expects: {
    kind: 'survives',
    marks: ['write acknowledged', 'read answered', 'failover', 'deposed server up', 'old message'],
    occasions: {
      'A is asked before B is promoted': promoted,
      'B answers c2': written,
      'what A forwarded reaches B after that': inTurn(written, anythingArrives('s1', 's2')),
    },
  },
}
