import type { Scenario } from '../../scenario.ts'
import {
  announced,
  append,
  crash,
  finished,
  heardOf,
  inTurn,
  later,
  pairAndIdle,
  pairReady,
  planOf,
} from './script.ts'

const idleDies = inTurn(finished('c1'), heardOf('s1'), heardOf('s3'))
const backupDies = later(idleDies, 2_500)
const alone = inTurn(backupDies, announced({ primary: 's1', backup: null }))

export const deadIdleNotPromoted: Scenario = {
  name: 'dead-idle-not-promoted',
  title: 'An idle server dies, and later the backup does',
  slide: '14–15',
  rule: 'Only a server that is alive is given a role.',
  lab: 'primary-backup',
  story:
    'C (s3) is idle and dies. Long after that B (s2) dies, too. A (s1) goes on alone: C may not become its backup.',
  plan: planOf({
    clients: ['c1'],
    faults: [...pairAndIdle, crash('s3', idleDies), crash('s2', backupDies)],
    operations: [append('c1', 'a', pairReady), append('c1', 'b', alone)],
    overAt: inTurn(alone, finished('c1')),
  }),
  expects: {
    kind: 'survives',
    marks: ['write acknowledged', 'backup added'],
    occasions: { 'C dies': idleDies, 'B dies': backupDies, 'A is primary alone': alone },
    never: { 'the dead C is the backup': { came: announced({ primary: 's1', backup: 's3' }), before: null } },
  },
  judgedBy: ['well-behaved'],
}
