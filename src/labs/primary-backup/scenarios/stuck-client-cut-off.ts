import type { Scenario } from '../../scenario.ts'
import { append, cut, finished, get, heardOf, inTurn, later, pair, pairReady, planOf } from './script.ts'

const ready = inTurn(finished('c1'), heardOf('s1'))

export const stuckClientCutOff: Scenario = {
  name: 'stuck-client-cut-off',
  title: 'A client reaches the view server, but not the primary',
  slide: '39',
  rule:
    'The view server hears the primary and sees no cause for another view; the backup may not answer in ' +
    'its place (rule 4).',
  lab: 'primary-backup',
  story:
    'The link between c1 and A (s1) is cut for ever. The view server, B (s2) and c2 hear A well, so that ' +
    'A stays primary. c1 learns from the view server again and again that A is primary, and cannot be ' +
    'answered. c2 can.',
  plan: planOf({
    clients: ['c1', 'c2'],
    faults: [...pair, cut('c1', 's1', ready, 'never')],
    operations: [
      append('c1', 'a', pairReady),
      get('c1', ready),
      append('c2', 'b', later(ready, 50)),
      get('c2', later(ready, 300)),
    ],
    overAt: inTurn(ready, finished('c2'), finished('c2')),
  }),
  expects: {
    kind: 'stuck',
    name: 'stuck-client-cut-off',
    marks: ['write acknowledged', 'read answered', 'view formed'],
    occasions: { 'c2 is answered': inTurn(ready, finished('c2'), finished('c2')) },
  },
}
