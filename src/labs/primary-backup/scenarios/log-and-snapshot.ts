import type { Operation } from '../../../schedule/index.ts'
import type { Scenario } from '../../scenario.ts'
import {
  append,
  crash,
  finished,
  get,
  heardOf,
  inTurn,
  isolate,
  join,
  pair,
  pairReady,
  planOf,
  replySent,
  requestArrives,
  told,
} from './script.ts'

const ready = inTurn(finished('c1'), finished('c2'))
const asked = inTurn(ready, requestArrives('c2', 's1'))
const answered = inTurn(asked, replySent('s1', 'c2'))
/** More than anybody keeps a log of. */
const values = ['c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm']
const many = inTurn(answered, { ...finished('c1'), nth: values.length })
const initialised = inTurn(many, told('s1', { primary: 's1', backup: 's3' }))
const settled = inTurn(initialised, finished('c1'), heardOf('s1'))
const takenOver = inTurn(settled, told('s3', { primary: 's3' }))
const answeredByC = inTurn(takenOver, finished('c2'))

export const logAndSnapshot: Scenario = {
  name: 'log-and-snapshot',
  title: 'A server joins after so many writes that the log of them was cut',
  slide: '9, 36, 40',
  rule:
    'A new backup is given everything, as a state, as a log, or as a state and the log since: every ' +
    'operation is in exactly one of the two (rule 5), and so is what at-most-once needs (rule 7).',
  lab: 'primary-backup',
  story:
    'A (s1) and B (s2) execute a write of c2, but the reply is lost and c2 is cut off. c1 writes so often ' +
    'that whoever keeps a log has cut off its beginning. Then B dies, and the fresh C (s3) becomes the ' +
    'backup and is initialised. When A has answered one more write, it dies too. Now c2 is back and sends ' +
    'its write again, to C, which must know that it was executed, and then c1 reads all writes, each once.',
  plan: planOf({
    clients: ['c1', 'c2'],
    faults: [
      ...pair,
      isolate('c2', asked, inTurn(answered, told('s3', { primary: 's3' }))),
      crash('s2', many),
      join('s3', many),
      crash('s1', settled),
    ],
    operations: [
      append('c1', 'a', pairReady),
      get('c2', finished('c1')),
      append('c2', 'b', ready),
      ...values.map((value): Operation => append('c1', value, answered)),
      append('c1', 'n', initialised),
      get('c1', answeredByC),
    ],
    overAt: inTurn(answeredByC, finished('c1')),
  }),
  expects: {
    kind: 'survives',
    marks: ['write acknowledged', 'read answered', 'failover', 'state transfer', 'retry after failover'],
    occasions: {
      'A answers c2, and nobody hears it': answered,
      'A has answered many writes': many,
      'C becomes the backup': initialised,
      'C takes over': takenOver,
      'C answers c2': answeredByC,
    },
  },
}
