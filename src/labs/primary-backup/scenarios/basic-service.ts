import type { Scenario } from '../../scenario.ts'
import { append, finished, get, inTurn, pair, pairReady, planOf, put } from './script.ts'

const first = { ...finished('c1'), nth: 2 }
const lastRead = { ...finished('c2'), nth: 3 }

export const basicService: Scenario = {
  name: 'basic-service',
  title: 'Two clients write and read, and nothing goes wrong',
  slide: '2, 8',
  rule: 'Clients see one key/value store.',
  lab: 'primary-backup',
  story:
    'A (s1) and B (s2) are up all the time. c1 and c2 put, append and get, one after the other and at the same time. That ' +
    'nothing is there, and that the empty string is, are answers like any other.',
  plan: planOf({
    clients: ['c1', 'c2'],
    faults: pair,
    operations: [
      get('c1', pairReady),
      put('c1', 'a', pairReady),
      append('c1', 'b', pairReady),
      get('c2', first),
      append('c2', 'c', first),
      put('c1', 'd', inTurn(first, finished('c2'))),
      get('c1', inTurn(first, finished('c2'))),
      get('c2', inTurn(first, finished('c2'))),
      put('c1', '', lastRead),
      get('c1', lastRead),
    ],
    overAt: { ...finished('c1'), nth: 7 },
  }),
  expects: {
    kind: 'survives',
    marks: ['write acknowledged', 'read answered', 'backup added'],
    occasions: {
      'c1 has seven answers': { ...finished('c1'), nth: 7 },
      'c2 has three': { ...finished('c2'), nth: 3 },
    },
  },
}
