import type { Scenario } from '../../scenario.ts'
import {
  announced,
  append,
  crash,
  finished,
  get,
  heardOf,
  inTurn,
  pairAndIdle,
  pairReady,
  planOf,
  told,
} from './script.ts'

const dies = inTurn(finished('c1'), heardOf('s1'), heardOf('s3'))
const replaced = inTurn(dies, told('s1', { primary: 's1', backup: 's3' }))

export const deadBackupReplaced: Scenario = {
  name: 'dead-backup-replaced',
  title: 'The backup dies, and an idle server takes its place',
  slide: '14–15',
  rule: 'A dead backup is replaced by an idle server that is alive.',
  lab: 'primary-backup',
  story:
    'B (s2) dies, and C (s3) is idle: it becomes the backup of A (s1), which gives it the state and answers.',
  plan: planOf({
    clients: ['c1'],
    faults: [...pairAndIdle, crash('s2', dies)],
    operations: [append('c1', 'a', pairReady), get('c1', replaced)],
    overAt: inTurn(replaced, finished('c1')),
  }),
  expects: {
    kind: 'survives',
    marks: ['backup added', 'read answered'],
    occasions: {
      'B dies': dies,
      'C is the backup of A': inTurn(dies, announced({ primary: 's1', backup: 's3' })),
    },
  },
  judgedBy: ['well-behaved'],
}
