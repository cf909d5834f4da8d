import type { Scenario } from '../../scenario.ts'
import { crash, cutOneWay, finished, inTurn, later } from '../../script.ts'
import { call, packetArrives, planOf, released, told } from './script.ts'

const ready = finished('c1')
const asked = inTurn(ready, packetArrives('c1', 2, 's1'))
const live = told('s2', 's2')

export const vmOutputRepeated: Scenario = {
  name: 'vm-output-repeated',
  title: 'The backup repeats what the primary may have released',
  slide: '46',
  rule: 'After a failover outputs are repeated: twice does no harm, never does.',
  lab: 'replicated-vm',
  story:
    'The log reaches the backup (s2), but from the second call of c1 on its acknowledgements do not reach the primary (s1), ' +
    'which dies with the answer held back. s2 cannot know whether it has left. So its machine, which has made the same ' +
    'output, lets it go when it goes live, before anything else.',
  plan: planOf({
    clients: ['c1'],
    faults: [cutOneWay('s2', 's1', asked, 'never'), crash('s1', later(asked, 60))],
    operations: [
      call('c1', { op: 'add', key: 'x', value: 1 }, { ms: 10 }),
      call('c1', { op: 'stamp', key: 'x' }, ready),
      call('c1', { op: 'get', key: 'x' }, inTurn(ready, finished('c1'))),
    ],
    overAt: inTurn(ready, finished('c1'), finished('c1')),
  }),
  expects: {
    kind: 'survives',
    // Not `timestamp replayed`: a backup that asks for its log is cut off from the entry, and that is right, too.
    marks: ['crash', 'failover', 'write acknowledged', 'read answered'],
    occasions: { 's2 lets outputs go': inTurn(live, released('s2')) },
  },
}
