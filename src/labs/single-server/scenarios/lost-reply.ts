import type { Scenario } from '../../scenario.ts'
import { append, cutOneWay, finished, get, inTurn, requestArrives } from '../../script.ts'
import { planOf } from './script.ts'

const first = finished('c1')
const askedAgain = { ...inTurn(first, requestArrives('c1', 's1')), nth: 3 }
const second = inTurn(first, finished('c1'))
const read = inTurn(second, finished('c2'))

export const lostReply: Scenario = {
  name: 'lost-reply',
  title: 'A request is lost, and then two replies to it',
  slide: '28',
  rule: 'At-most-once: a write that is sent again is executed once, and answered with its one result.',
  lab: 'single-server',
  story:
    'c1 writes twice. The second request gets lost; c1 sends it again; the server executes it, and its reply ' +
    'gets lost, and so does the next one. To c1 all three look alike: silence. It can only ask again, under the ' +
    'same number, and the server must know the call again by that number. Then c2 reads what c1 was told.',
  plan: planOf({
    clients: ['c1', 'c2'],
    faults: [
      cutOneWay('c1', 's1', first, { ms: 50 }),
      cutOneWay('s1', 'c1', first, { ...requestArrives('c1', 's1'), nth: 2, plusMs: 30 }),
    ],
    operations: [append('c1', 'a', { ms: 10 }), append('c1', 'b', first), get('c2', second)],
    overAt: read,
  }),
  expects: {
    kind: 'survives',
    marks: ['write acknowledged', 'read answered', 'retry'],
    occasions: { 'the server is asked a third time': askedAgain, 'c2 has read': read },
  },
}
