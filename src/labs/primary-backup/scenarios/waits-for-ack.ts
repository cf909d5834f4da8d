import type { Scenario } from '../../scenario.ts'
import {
  announced,
  append,
  crash,
  cutOneWay,
  finished,
  get,
  heardOf,
  inTurn,
  later,
  pairAndIdle,
  pairReady,
  planOf,
  told,
} from './script.ts'

const ready = inTurn(finished('c1'), heardOf('s1'))
/** B does not hear of it yet. */
const chosen = inTurn(ready, announced({ primary: 's2' }))
const takenOver = inTurn(chosen, told('s2', { primary: 's2', backup: 's3' }))
const answeredByB = inTurn(takenOver, finished('c2'))
const lastView = inTurn(answeredByB, told('s3', { primary: 's3' }))
const silenceMs = 1_200

export const waitsForAck: Scenario = {
  name: 'waits-for-ack',
  title: 'Two primaries fall silent, one right after the other',
  slide: '16–17',
  rule:
    'The view service stays with the current view until its primary has acknowledged it, even if that ' +
    'primary seems dead (rule 6).',
  lab: 'primary-backup',
  story:
    'A (s1) dies. The view server makes B (s2) the primary and C (s3) the backup, but hears nothing more ' +
    'of B, which knows nothing of its new role. C is the only server in touch and has no state: there may ' +
    'be no next view. When B is back, it initialises C and acknowledges the view. Only then can B die and ' +
    'C take over.',
  plan: planOf({
    clients: ['c1', 'c2'],
    faults: [
      ...pairAndIdle,
      crash('s1', ready),
      cutOneWay('vs', 's2', ready, later(announced({ primary: 's2' }), silenceMs)),
      cutOneWay('s2', 'vs', chosen, { ms: silenceMs }),
      crash('s2', inTurn(answeredByB, heardOf('s2'))),
    ],
    operations: [
      append('c1', 'a', pairReady),
      append('c1', 'b', chosen),
      append('c2', 'c', takenOver),
      get('c2', lastView),
    ],
    overAt: inTurn(lastView, finished('c2')),
  }),
  expects: {
    kind: 'survives',
    marks: ['write acknowledged', 'read answered', 'failover', 'state transfer'],
    occasions: {
      'B is primary and does not know it': chosen,
      'B takes over with C as its backup': takenOver,
      'B answers': answeredByB,
      'C takes over': lastView,
    },
  },
}
