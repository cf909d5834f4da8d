import type { Scenario } from '../../scenario.ts'
import { acknowledged, append, finished, get, planOf, put } from './script.ts'

export const oneServer: Scenario = {
  name: 'one-server',
  title: 'There is only one server',
  slide: '2, 15',
  rule: 'A view may have no backup: the primary serves alone.',
  lab: 'primary-backup',
  story: 'A (s1) is alone, and c1 puts, appends and gets.',
  plan: planOf({
    clients: ['c1'],
    faults: [],
    operations: [
      put('c1', 'a', acknowledged(1, 's1')),
      append('c1', 'b', acknowledged(1, 's1')),
      get('c1', acknowledged(1, 's1')),
    ],
    overAt: { ...finished('c1'), nth: 3 },
  }),
  expects: {
    kind: 'survives',
    marks: ['write acknowledged', 'read answered'],
    occasions: { 'c1 has three answers': { ...finished('c1'), nth: 3 } },
  },
}
