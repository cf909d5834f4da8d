import type { Scenario } from '../../scenario.ts'
import { append, crash, finished, get, inTurn, pairAndIdle, pairReady, planOf, put, told } from './script.ts'

const dies = inTurn(pairReady, { ...finished('c1'), nth: 2 })
const takenOver = inTurn(dies, told('s2', { primary: 's2' }))

export const concurrentWithFailover: Scenario = {
  name: 'concurrent-with-failover',
  title: 'Three clients put and append at the same time, and the primary dies in the middle',
  slide: '8, 12',
  rule: 'Backup and primary execute the same operations in the same order.',
  lab: 'primary-backup',
  story:
    'c1, c2 and c3 write to one key. A (s1) dies while they do. B (s2) goes on with all that was acknowledged, in that order.',
  plan: planOf({
    clients: ['c1', 'c2', 'c3'],
    faults: [...pairAndIdle, crash('s1', dies)],
    operations: [
      ...['a', 'b', 'c', 'd'].map((value) => append('c1', value, pairReady)),
      put('c2', 'k', pairReady),
      ...['l', 'm', 'n'].map((value) => append('c2', value, pairReady)),
      ...['u', 'v', 'w'].map((value) => append('c3', value, pairReady)),
      put('c3', 'x', takenOver),
      ...['c1', 'c2', 'c3'].map((client) => get(client, takenOver)),
    ],
    overAt: inTurn(takenOver, finished('c3'), finished('c3')),
  }),
  expects: {
    kind: 'survives',
    marks: ['write acknowledged', 'read answered', 'failover', 'concurrent calls'],
    occasions: { 'A dies': dies, 'B takes over': takenOver },
  },
}
