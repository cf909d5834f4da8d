import type { Scenario } from '../../scenario.ts'
import { append, crash, finished, get, heardOf, inTurn, later, pair, pairReady, planOf } from './script.ts'

const ready = inTurn(finished('c1'), heardOf('s1'))

export const stuckViewServerDead: Scenario = {
  name: 'stuck-view-server-dead',
  title: 'The view server is dead, and then the primary dies',
  slide: '39',
  rule: 'Without a view server nobody can become primary.',
  lab: 'primary-backup',
  story:
    'The view server dies. A (s1) and B (s2) could go on, but then A dies too. B has the whole state, and ' +
    'still it may not promote itself: it cannot know whether A is dead or only cut off. c2 is never ' +
    'answered.',
  plan: planOf({
    clients: ['c1', 'c2'],
    faults: [...pair, crash('vs', ready), crash('s1', later(ready, 10))],
    operations: [append('c1', 'a', pairReady), get('c1', later(ready, 50)), get('c2', later(ready, 50))],
    overAt: later(ready, 500),
  }),
  expects: {
    kind: 'stuck',
    name: 'stuck-view-server-dead',
    marks: ['write acknowledged', 'view formed'],
    occasions: { 'the view server and A are dead': later(ready, 10) },
  },
}
