import type { Scenario } from '../../scenario.ts'
import {
  announced,
  append,
  finished,
  get,
  heardOf,
  inTurn,
  isolate,
  later,
  pair,
  pairReady,
  planOf,
  told,
} from './script.ts'

const ready = inTurn(finished('c1'), heardOf('s1'))
const takenOver = inTurn(ready, told('s2', { primary: 's2' }))
const returned = inTurn(takenOver, told('s1', { primary: 's2', backup: 's1' }))

export const oldPrimaryReturns: Scenario = {
  name: 'old-primary-returns',
  title: 'A primary that was taken for dead comes back',
  slide: '14–15',
  rule: 'A server that pings is alive: who was replaced is idle, and may become the backup.',
  lab: 'primary-backup',
  story:
    'A (s1) is up, but nobody hears it, and B (s2) takes over. When the links are back, A pings with the number of its ' +
    'old view. It does not become primary again: it becomes the backup of B, and is given the state.',
  plan: planOf({
    clients: ['c1'],
    faults: [...pair, isolate('s1', ready, later(told('s2', { primary: 's2' }), 300))],
    operations: [append('c1', 'a', pairReady), append('c1', 'b', takenOver), get('c1', later(returned, 200))],
    overAt: inTurn(later(returned, 200), finished('c1')),
  }),
  expects: {
    kind: 'survives',
    marks: ['failover', 'deposed server up', 'read answered'],
    occasions: {
      'B takes over': takenOver,
      'A is the backup of B': inTurn(takenOver, announced({ primary: 's2', backup: 's1' })),
    },
    never: {
      'A is primary again': { came: inTurn(takenOver, announced({ primary: 's1' })), before: null },
    },
  },
  judgedBy: ['well-behaved'],
}
