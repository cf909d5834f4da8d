import type { Scenario } from '../../scenario.ts'
import {
  announced,
  append,
  finished,
  heardOf,
  inTurn,
  later,
  pairAndIdle,
  pairReady,
  planOf,
} from './script.ts'

const ready = inTurn(finished('c1'), heardOf('s1'), heardOf('s3'))

export const sameMembersSameView: Scenario = {
  name: 'same-members-same-view',
  title: 'For a long time nothing happens',
  slide: '13–15',
  rule: 'A new view has a new number, and there is no new number without a change of members.',
  lab: 'primary-backup',
  story: 'A (s1), B (s2) and the idle C (s3) ping, and nobody dies. View 2 stays view 2.',
  plan: planOf({
    clients: ['c1'],
    faults: pairAndIdle,
    operations: [append('c1', 'a', pairReady), append('c1', 'b', later(ready, 2_000))],
    overAt: inTurn(later(ready, 2_000), finished('c1')),
  }),
  expects: {
    kind: 'survives',
    marks: ['write acknowledged', 'backup added'],
    occasions: { 'all of them ping': ready },
    never: { 'a view 3 without any cause': { came: announced({ number: 3 }), before: null } },
  },
  judgedBy: ['well-behaved'],
}
