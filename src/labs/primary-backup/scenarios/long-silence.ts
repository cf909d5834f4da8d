import type { Scenario } from '../../scenario.ts'
import {
  append,
  crash,
  cut,
  finished,
  get,
  inTurn,
  later,
  pairAndIdle,
  pairReady,
  planOf,
  told,
} from './script.ts'

/** Who waits 100 ms between two attempts makes forty. */
const silentMs = 4_000

const called = inTurn(pairReady, finished('c1'))
const answered = inTurn(called, finished('c1'))
const takenOver = inTurn(answered, told('s2', { primary: 's2', backup: 's3' }))

export const longSilence: Scenario = {
  name: 'long-silence',
  title: 'Two servers do not hear each other for a long time',
  slide: '21–22, 39',
  rule: 'Nobody gives up: when a link is back, what waited for it goes on.',
  lab: 'primary-backup',
  story:
    'A (s1) and B (s2) are both alive, but for four seconds nothing gets from one to the other, and a write waits. Then A ' +
    'dies, and for four seconds nothing gets from B to C (s3), which is to be given the state. Each time everything goes on ' +
    'when the link is back.',
  plan: planOf({
    clients: ['c1'],
    faults: [
      ...pairAndIdle,
      cut('s1', 's2', called, { ms: silentMs }),
      crash('s1', answered),
      cut('s2', 's3', answered, later(told('s2', { primary: 's2', backup: 's3' }), silentMs)),
    ],
    operations: [
      append('c1', 'a', pairReady),
      append('c1', 'b', called),
      append('c1', 'c', takenOver),
      get('c1', takenOver),
    ],
    overAt: inTurn(takenOver, finished('c1'), finished('c1')),
  }),
  expects: {
    kind: 'survives',
    marks: ['write acknowledged', 'read answered', 'failover'],
    occasions: {
      'the write is answered': answered,
      'B takes over': takenOver,
      'c1 reads': inTurn(takenOver, finished('c1'), finished('c1')),
    },
  },
}
