import type { Address } from '../../port/index.ts'
import type { Lab } from '../lab.ts'
import { timing } from './contract.ts'
import type { SingleServer } from './contract.ts'
import { lessons, marksOf } from './marks.ts'
import { narration } from './narration.ts'
import { singleServerRubric } from './rubric.ts'
import { singleServerScenarios } from './scenarios/index.ts'

const serverAddress: Address = 's1'

/** One server, no replica: at-most-once calls over an unreliable network. Source: slides 2–5, 28. */
export const singleServer: Lab = {
  name: 'single-server',
  contract: { timing },
  parts: { server: ['receive', 'timer'], client: ['submit', 'receive', 'timer'] },
  nodesOf: { server: 'createServer', client: 'createClient' },
  cast: (solution, guard) => {
    // `validate` has seen to it that the solution has these parts.
    const { server: Server, client: Client } = solution as SingleServer
    return {
      guard,
      fixed: [],
      createFixed: (address) => {
        throw new Error(`the single-server lab has no node ${address}`)
      },
      createServer: (address, app) => new Server(address, app),
      createClient: (address) => new Client(address, serverAddress),
    }
  },
  fixed: [],
  kinds: ['Request', 'Reply'],
  servers: [1],
  clients: [1, 2, 2, 3],
  joins: false,
  scenarios: singleServerScenarios,
  marksOf,
  lessons,
  narration,
  rubric: singleServerRubric,
}
