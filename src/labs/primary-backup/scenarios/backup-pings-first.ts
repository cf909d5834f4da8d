import type { Scenario } from '../../scenario.ts'
import {
  acknowledged,
  announced,
  append,
  cutOneWay,
  delivered,
  finished,
  inTurn,
  join,
  pairReady,
  planOf,
  viewServer,
} from './script.ts'

const chosen = announced({ number: 1, primary: 's1' })
const pingOfB = delivered('Ping', 's2', viewServer, {})

export const backupPingsFirst: Scenario = {
  name: 'backup-pings-first',
  title: 'The second server pings before the first has acknowledged its view',
  slide: '13–17',
  rule: 'The view server waits for the primary’s acknowledgement (rule 6), and then gives it the backup that is there.',
  lab: 'primary-backup',
  story:
    'A (s1) becomes primary of view 1; what it sends to the view server then is lost. B (s2) joins and pings. Only when ' +
    'A has acknowledged view 1 may B become its backup, and then it must.',
  plan: planOf({
    clients: ['c1'],
    faults: [join('s2', chosen), cutOneWay('s1', 'vs', chosen, pingOfB)],
    operations: [append('c1', 'a', pairReady)],
    overAt: finished('c1'),
  }),
  expects: {
    kind: 'survives',
    marks: ['backup added', 'write acknowledged'],
    occasions: {
      'B pings, and A acknowledges after that': inTurn(pingOfB, acknowledged(1, 's1')),
      'B is the backup': announced({ number: 2, primary: 's1', backup: 's2' }),
    },
    never: {
      'view 2 before A has acknowledged view 1': {
        came: announced({ number: 2 }),
        before: acknowledged(1, 's1'),
      },
    },
  },
  judgedBy: ['well-behaved'],
}
