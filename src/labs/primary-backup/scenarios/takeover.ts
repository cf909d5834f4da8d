import type { Scenario } from '../../scenario.ts'
import {
  announced,
  append,
  crash,
  finished,
  get,
  heardOf,
  inTurn,
  pair,
  pairReady,
  planOf,
  told,
} from './script.ts'

const dies = inTurn(finished('c1'), heardOf('s1'))
const takenOver = inTurn(dies, told('s2', { primary: 's2', backup: null }))

export const takeover: Scenario = {
  name: 'takeover',
  title: 'The backup takes over from a dead primary',
  slide: '12–15',
  rule: 'When the primary is dead the backup becomes primary (rule 1).',
  lab: 'primary-backup',
  story:
    'A (s1) answers a write and dies. B (s2) becomes primary, without a backup, and c1 reads what it has written.',
  plan: planOf({
    clients: ['c1'],
    faults: [...pair, crash('s1', dies)],
    operations: [append('c1', 'a', pairReady), get('c1', takenOver)],
    overAt: inTurn(takenOver, finished('c1')),
  }),
  expects: {
    kind: 'survives',
    marks: ['failover', 'write acknowledged', 'read answered'],
    occasions: { 'A dies': dies, 'B is primary': inTurn(dies, announced({ primary: 's2', backup: null })) },
  },
  judgedBy: ['well-behaved'],
}
