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
const takenOver = inTurn(dies, told('s2', { primary: 's2', backup: 's3' }))

export const idlePromoted: Scenario = {
  name: 'idle-promoted',
  title: 'At a takeover the idle server becomes the backup',
  slide: '15',
  rule: 'An idle server that is alive becomes the backup, in one step; it never becomes primary at once (rule 1).',
  lab: 'primary-backup',
  story:
    'A (s1) dies, and C (s3) is idle. The view server makes B (s2) primary and C its backup: in the next view, or in ' +
    'the one after it, once B has acknowledged that it is alone.',
  plan: planOf({
    clients: ['c1'],
    faults: [...pairAndIdle, crash('s1', dies)],
    operations: [append('c1', 'a', pairReady), get('c1', takenOver)],
    overAt: inTurn(takenOver, finished('c1')),
  }),
  expects: {
    kind: 'survives',
    marks: ['failover', 'backup added', 'read answered'],
    occasions: { 'A dies': dies, 'C is the backup of B': takenOver },
    never: {
      'C is primary without having been the backup': { came: announced({ primary: 's3' }), before: null },
      'more than two views before C is the backup': { came: announced({ number: 5 }), before: takenOver },
    },
  },
  judgedBy: ['well-behaved'],
}
