import type { Address } from '../../port/index.ts'
import type { Lab } from '../lab.ts'
import { timing } from './contract.ts'
import type { StateMachineReplication } from './contract.ts'
import { lessons, marksOf } from './marks.ts'
import { narration } from './narration.ts'
import { stateMachineReplicationRubric } from './rubric.ts'
import { stateMachineReplicationScenarios } from './scenarios/index.ts'

/** Every run has these. With two, who waits for one answer and who waits for all cannot be told apart. */
const servers: readonly Address[] = ['s1', 's2', 's3']

/** One service on several servers, nobody to decide that one of them is dead. Source: slides 6–7. */
export const stateMachineReplication: Lab = {
  name: 'state-machine-replication',
  contract: { timing },
  parts: { server: ['receive', 'timer'], client: ['submit', 'receive', 'timer'] },
  nodesOf: { server: 'createServer', client: 'createClient' },
  cast: (solution, guard) => {
    // `validate` has seen to it that the solution has these parts.
    const { server: Server, client: Client } = solution as StateMachineReplication
    return {
      guard,
      fixed: [],
      createFixed: (address) => {
        throw new Error(`the state-machine-replication lab has no node ${address}`)
      },
      // A list of its own for each node: what one does with it is nothing to the others.
      createServer: (address, app) => new Server(address, [...servers], app),
      createClient: (address) => new Client(address, [...servers]),
    }
  },
  fixed: [],
  kinds: ['Request', 'Reply'],
  servers: [servers.length],
  clients: [1, 2, 2, 3],
  joins: false,
  scenarios: stateMachineReplicationScenarios,
  marksOf,
  lessons,
  narration,
  rubric: stateMachineReplicationRubric,
}
