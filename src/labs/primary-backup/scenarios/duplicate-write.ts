import type { Scenario } from '../../scenario.ts'
import {
  append,
  crash,
  finished,
  get,
  heardOf,
  inTurn,
  isolate,
  pairAndIdle,
  pairReady,
  planOf,
  replySent,
  requestArrives,
  told,
} from './script.ts'

const asked = inTurn(finished('c1'), requestArrives('c1', 's1'))
const answered = inTurn(asked, replySent('s1', 'c1'))
const takenOver = inTurn(answered, told('s2', { primary: 's2', backup: 's3' }))
const initialised = inTurn(takenOver, finished('c2'), heardOf('s2'))
const lastView = inTurn(initialised, told('s3', { primary: 's3' }))

export const duplicateWrite: Scenario = {
  name: 'duplicate-write',
  title: 'A reply is lost, and two failovers later the client asks again',
  slide: '40–41',
  rule: 'A state transfer carries the at-most-once data (rule 7).',
  lab: 'primary-backup',
  story:
    'A (s1) and B (s2) execute a write of c1, but the reply is lost and c1 is cut off. A dies; B takes ' +
    'over and initialises C (s3); B dies; C takes over. Now c1 is back and sends the write again, to C, ' +
    'which was never asked before. C must know from the state transfer that the write was executed, and ' +
    'answer with its old result.',
  plan: planOf({
    clients: ['c1', 'c2'],
    faults: [
      ...pairAndIdle,
      isolate(
        'c1',
        asked,
        inTurn(told('s2', { primary: 's2', backup: 's3' }), told('s3', { primary: 's3' })),
      ),
      crash('s1', answered),
      crash('s2', initialised),
    ],
    operations: [
      append('c1', 'a', pairReady),
      append('c1', 'b', finished('c1')),
      get('c2', takenOver),
      append('c2', 'c', inTurn(lastView, finished('c1'))),
    ],
    overAt: inTurn(lastView, finished('c1'), finished('c2')),
  }),
  expects: {
    kind: 'survives',
    marks: ['write acknowledged', 'failover', 'state transfer', 'retry after failover'],
    occasions: {
      'A answers, and nobody hears it': answered,
      'B takes over with C as its backup': takenOver,
      'C takes over': lastView,
      'c1 asks C': inTurn(lastView, requestArrives('c1', 's3')),
      'c1 is answered': inTurn(lastView, finished('c1')),
    },
  },
}
