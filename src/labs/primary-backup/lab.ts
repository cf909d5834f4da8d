import type { Address } from '../../port/index.ts'
import type { Lab } from '../lab.ts'
import { viewIn } from './lenses.ts'
import { timing } from './contract.ts'
import type { PrimaryBackup } from './contract.ts'
import { marksOf } from './marks.ts'
import { primaryBackupRubric } from './rubric.ts'
import { primaryBackupScenarios } from './scenarios/index.ts'
import { narration } from './narration.ts'

/** The address of the view server. */
const viewServerAddress: Address = 'vs'

const node = ['receive', 'timer']

/** View service, primary and backup. Source: slides 8–42. */
export const primaryBackup: Lab = {
  name: 'primary-backup',
  contract: { timing },
  parts: { viewServer: node, server: node, client: ['submit', 'receive', 'timer'] },
  nodesOf: { viewServer: 'createFixed', server: 'createServer', client: 'createClient' },
  cast: (solution, guard) => {
    // `validate` has seen to it that the solution has these parts.
    const { viewServer: ViewServer, server: Server, client: Client } = solution as PrimaryBackup
    return {
      guard,
      fixed: [viewServerAddress],
      createFixed: (address) => new ViewServer(address),
      createServer: (address, app) => new Server(address, viewServerAddress, app),
      createClient: (address) => new Client(address, viewServerAddress),
    }
  },
  fixed: [viewServerAddress],
  kinds: ['Ping', 'GetView', 'ViewReply', 'Request', 'Reply', 'Refusal'],
  servers: [1, 2, 2, 2, 3, 3, 3],
  clients: [1, 2, 2, 3],
  joins: true,
  horizon: { unit: 'views', of: (message) => viewIn(message)?.number ?? null },
  scenarios: primaryBackupScenarios,
  marksOf,
  rubric: primaryBackupRubric,
  narration,
}
