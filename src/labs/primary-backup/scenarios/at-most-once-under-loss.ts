import type { Scenario } from '../../scenario.ts'
import { append, finished, get, pair, pairReady, planOf } from './script.ts'

export const atMostOnceUnderLoss: Scenario = {
  name: 'at-most-once-under-loss',
  title: 'A fifth of all messages are lost',
  slide: '28, 40–41',
  rule: 'What is sent again is executed once (at-most-once).',
  lab: 'primary-backup',
  story:
    'Two clients append while messages are lost, requests and replies alike. Each value is there once, in the order of its client.',
  plan: planOf({
    clients: ['c1', 'c2'],
    faults: [...pair, { kind: 'loss', percent: 20 }],
    operations: [
      ...['a', 'b', 'c', 'd', 'e', 'f'].map((value) => append('c1', value, pairReady)),
      ...['u', 'v', 'w', 'x', 'y', 'z'].map((value) => append('c2', value, pairReady)),
      get('c1', pairReady),
      get('c2', pairReady),
    ],
    overAt: { ...finished('c2'), nth: 7 },
  }),
  expects: {
    kind: 'survives',
    marks: ['write acknowledged', 'read answered', 'concurrent calls'],
    occasions: {
      'c1 has all answers': { ...finished('c1'), nth: 7 },
      'c2 has all answers': { ...finished('c2'), nth: 7 },
    },
  },
}
