import type { Scenario } from '../../scenario.ts'
import {
  acknowledged,
  announced,
  append,
  cut,
  delivered,
  finished,
  inTurn,
  later,
  planOf,
  viewServer,
} from './script.ts'

const ready = inTurn(acknowledged(1, 's1'), finished('c1'))
const asks = inTurn(ready, { ...delivered('GetView', 'c1', viewServer, {}), nth: 2 })

export const clientsAreNoServers: Scenario = {
  name: 'clients-are-no-servers',
  title: 'A client asks for the view again and again, while there is no backup',
  slide: '11, 15',
  rule: 'Who asks for the view does not ping: only servers are given roles.',
  lab: 'primary-backup',
  story:
    'A (s1) is primary alone. c1 cannot reach it and keeps asking the view server. It may not become the backup.',
  plan: planOf({
    clients: ['c1'],
    faults: [
      cut(
        'c1',
        's1',
        ready,
        later(
          {
            when: { on: 'delivered', kind: 'GetView', from: 'c1', to: viewServer, with: null },
            nth: 2,
            plusMs: 0,
          },
          300,
        ),
      ),
    ],
    operations: [append('c1', 'a', acknowledged(1, 's1')), append('c1', 'b', ready)],
    overAt: inTurn(asks, finished('c1')),
  }),
  expects: {
    kind: 'survives',
    marks: ['write acknowledged'],
    occasions: { 'c1 asks again and again': asks },
    never: {
      'c1 is the backup': { came: announced({ backup: 'c1' }), before: null },
      'c1 is primary': { came: announced({ primary: 'c1' }), before: null },
    },
  },
  judgedBy: ['well-behaved'],
}
