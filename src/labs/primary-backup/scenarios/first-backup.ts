import type { Scenario } from '../../scenario.ts'
import { announced, append, finished, pair, pairReady, planOf } from './script.ts'

export const firstBackup: Scenario = {
  name: 'first-backup',
  title: 'The second server becomes the backup',
  slide: '13–15',
  rule: 'A primary without a backup is given one as soon as there is an idle server.',
  lab: 'primary-backup',
  story: 'A (s1) is primary alone. B (s2) joins and pings: view 2 is A with B as its backup.',
  plan: planOf({
    clients: ['c1'],
    faults: pair,
    operations: [append('c1', 'a', pairReady)],
    overAt: finished('c1'),
  }),
  expects: {
    kind: 'survives',
    marks: ['backup added', 'write acknowledged'],
    occasions: {
      'B is the backup': announced({ number: 2, primary: 's1', backup: 's2' }),
      'A acknowledges view 2': pairReady,
    },
  },
  judgedBy: ['well-behaved'],
}
