import type { Scenario } from '../../scenario.ts'
import { acknowledged, announced, append, finished, planOf } from './script.ts'

export const firstPrimary: Scenario = {
  name: 'first-primary',
  title: 'The first server that pings becomes primary',
  slide: '13–15',
  rule: 'The first view is view 1; the first server that pings is its primary, and it has no backup yet.',
  lab: 'primary-backup',
  story:
    'A (s1) is the only server. It pings, is told that it is the primary of view 1, and acknowledges that.',
  plan: planOf({
    clients: ['c1'],
    faults: [],
    operations: [append('c1', 'a', acknowledged(1, 's1'))],
    overAt: finished('c1'),
  }),
  expects: {
    kind: 'survives',
    marks: ['view formed', 'write acknowledged'],
    occasions: {
      'A is primary of view 1, without a backup': announced({ number: 1, primary: 's1', backup: null }),
      'A acknowledges view 1': acknowledged(1, 's1'),
    },
  },
  judgedBy: ['well-behaved'],
}
