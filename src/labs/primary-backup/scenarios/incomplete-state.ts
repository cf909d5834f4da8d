import type { Scenario } from '../../scenario.ts'
import {
  append,
  crash,
  cut,
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

/** Nothing of A or B is on its way. */
const ready = inTurn(finished('c1'), heardOf('s1'), heardOf('s2'))
const silenceMs = 1_200
const takenOver = inTurn(ready, told('s2', { primary: 's2' }))

export const incompleteState: Scenario = {
  name: 'incomplete-state',
  title: 'Primary and backup fall silent, and only a server without the state is left',
  slide: '23',
  rule: 'The primary of view i+1 was primary or backup of view i (rule 1).',
  lab: 'primary-backup',
  story:
    'A (s1) dies, and at the same time the view server loses touch with B (s2). The idle C (s3) is the ' +
    'only server in touch, but it never had the state: it may not become primary, and c2 has to wait. ' +
    'When B is back, it takes over, and c2 reads what A had answered.',
  plan: planOf({
    clients: ['c1', 'c2'],
    faults: [...pairAndIdle, crash('s1', ready), cut('vs', 's2', later(ready, 45), { ms: silenceMs })],
    operations: [append('c1', 'a', pairReady), get('c2', later(ready, 400)), append('c1', 'b', takenOver)],
    overAt: inTurn(takenOver, finished('c2')),
  }),
  expects: {
    kind: 'survives',
    marks: ['write acknowledged', 'read answered', 'failover'],
    occasions: {
      'C is the only server in touch': inTurn(ready, heardOf('s3')),
      'B takes over': takenOver,
      'c2 is answered': inTurn(ready, finished('c2')),
    },
  },
}
