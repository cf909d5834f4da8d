import type { Scenario } from '../../scenario.ts'
import {
  append,
  crash,
  cutOneWay,
  finished,
  get,
  inTurn,
  isolate,
  pair,
  pairReady,
  planOf,
  replySent,
  requestArrives,
  told,
} from './script.ts'

const written = inTurn(finished('c1'), finished('c2'), finished('c1'))
const unheard = inTurn(written, requestArrives('c2', 's1'))
const repeated = inTurn(unheard, finished('c2'))
const asked = inTurn(repeated, requestArrives('c1', 's1'))
const answered = inTurn(asked, replySent('s1', 'c1'))
const takenOver = inTurn(answered, told('s2', { primary: 's2' }))
const answeredByB = inTurn(takenOver, finished('c1'))
/** Long enough for any primary to send again. */
const silenceMs = 600

export const promotionReplaysLog: Scenario = {
  name: 'promotion-replays-log',
  title: 'A backup that may only have saved the operations is promoted',
  slide: '8',
  rule:
    'A backup executes what the primary forwarded, in the same order and once, at the latest before it ' +
    'answers as the primary (rules 2 and 7).',
  lab: 'primary-backup',
  story:
    'A (s1) answers several writes, each after its backup B (s2) has accepted it. For a while nothing of B ' +
    'gets to A, so that A sends a write again that B has long had. The reply to the last write is lost, and ' +
    'A dies. A hot B has executed all of them, a cold one executes its log now. Either way it answers c1, ' +
    'which asks again, with the old result, and c2 reads every write once, in the order of A.',
  plan: planOf({
    clients: ['c1', 'c2'],
    faults: [
      ...pair,
      cutOneWay('s2', 's1', unheard, { ms: silenceMs }),
      isolate('c1', asked, inTurn(answered, told('s2', { primary: 's2' }))),
      crash('s1', answered),
    ],
    operations: [
      append('c1', 'a', pairReady),
      append('c2', 'b', finished('c1')),
      append('c1', 'c', inTurn(finished('c1'), finished('c2'))),
      append('c2', 'd', written),
      append('c1', 'e', repeated),
      get('c2', answeredByB),
    ],
    overAt: inTurn(answeredByB, finished('c2')),
  }),
  expects: {
    kind: 'survives',
    marks: ['write acknowledged', 'read answered', 'failover', 'retry after failover'],
    occasions: {
      'A does not hear B': unheard,
      'A answers, and nobody hears it': answered,
      'B takes over': takenOver,
      'c1 is answered by B': answeredByB,
    },
  },
}
