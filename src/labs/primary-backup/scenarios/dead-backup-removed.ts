import type { Scenario } from '../../scenario.ts'
import { announced, append, crash, finished, heardOf, inTurn, pair, pairReady, planOf } from './script.ts'

const dies = inTurn(finished('c1'), heardOf('s1'))
const alone = inTurn(dies, announced({ primary: 's1', backup: null }))

export const deadBackupRemoved: Scenario = {
  name: 'dead-backup-removed',
  title: 'The backup dies, and nobody is there to replace it',
  slide: '14–15',
  rule: 'A dead backup is removed: a view may have no backup, and the primary goes on alone.',
  lab: 'primary-backup',
  story:
    'B (s2) dies. The view server tells A (s1) that it has no backup any more, and A answers a write alone.',
  plan: planOf({
    clients: ['c1'],
    faults: [...pair, crash('s2', dies)],
    operations: [append('c1', 'a', pairReady), append('c1', 'b', dies)],
    overAt: inTurn(alone, finished('c1')),
  }),
  expects: {
    kind: 'survives',
    marks: ['write acknowledged', 'backup added'],
    occasions: { 'B dies': dies, 'A is primary alone': alone, 'A answers': inTurn(dies, finished('c1')) },
  },
  judgedBy: ['well-behaved'],
}
