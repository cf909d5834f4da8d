import type { Scenario } from '../../scenario.ts'
import { append, delivered, finished, get, inTurn, stall } from '../../script.ts'
import { planOf } from './script.ts'

const third = inTurn(finished('c1'), finished('c1'), finished('c1'))
const copy = delivered('Request', 'c1', 's1', { id: { sequence: 1 } })
const comesLate = inTurn(third, copy)
const fourth = inTurn(comesLate, finished('c1'))
const read = inTurn(fourth, finished('c2'))

export const lateDuplicate: Scenario = {
  name: 'late-duplicate',
  title: 'An old request and an old reply arrive late, after newer ones',
  slide: '28, 34',
  rule: 'At-most-once: what was executed once is never executed again, however late it comes.',
  lab: 'single-server',
  story:
    'The network keeps a copy of c1’s first request, and one of the reply to it, and delivers them when c1 has made two ' +
    'more calls and waits for the answer to the fourth. The server must not execute the old request again, and c1 must ' +
    'not take the old reply for the answer to its open call.',
  plan: planOf({
    clients: ['c1', 'c2'],
    faults: [
      { kind: 'duplicate', message: { kind: 'Request', from: 'c1', to: 's1', nth: 1 }, afterMs: 1_000 },
      { kind: 'duplicate', message: { kind: 'Reply', from: 's1', to: 'c1', nth: 1 }, afterMs: 1_000 },
      stall('c1', 's1', comesLate, { ms: 30 }, { ms: 60 }),
    ],
    operations: [
      append('c1', 'a', { ms: 10 }),
      append('c1', 'b', { ms: 11 }),
      append('c1', 'c', { ms: 12 }),
      append('c1', 'd', comesLate),
      get('c2', fourth),
    ],
    overAt: read,
  }),
  expects: {
    kind: 'survives',
    marks: ['write acknowledged', 'read answered', 'retry'],
    occasions: { 'three calls are over when the copy comes': comesLate, 'c2 has read': read },
  },
}
