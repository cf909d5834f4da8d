import type { Scenario } from '../../scenario.ts'
import { append, finished, get, heardOf, inTurn, isolate, later, pair, pairReady, planOf } from './script.ts'

const ready = inTurn(finished('c1'), heardOf('s1'))

export const stuckNetworkDead: Scenario = {
  name: 'stuck-network-dead',
  title: 'The network is dead',
  slide: '39',
  rule: 'Without a network nobody can be answered; nobody may be given a made-up answer.',
  lab: 'primary-backup',
  story: 'Every link breaks for ever. All nodes are up, and no correct implementation answers anything.',
  plan: planOf({
    clients: ['c1', 'c2'],
    faults: [...pair, ...['vs', 's1', 's2'].map((node) => isolate(node, ready, 'never'))],
    operations: [append('c1', 'a', pairReady), get('c1', later(ready, 50)), get('c2', later(ready, 50))],
    overAt: later(ready, 500),
  }),
  expects: {
    kind: 'stuck',
    name: 'stuck-network-dead',
    marks: ['write acknowledged', 'view formed'],
    occasions: { 'the network is dead': ready },
  },
}
