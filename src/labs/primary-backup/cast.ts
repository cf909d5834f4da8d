import type { Address, Cast, Guard } from '../../port/index.ts'
import type { PrimaryBackup } from './contract.ts'

/** The address of the view server. */
export const viewServerAddress: Address = 'vs'

/** A solution, ready to be put into a world. */
export function castOf(solution: PrimaryBackup, guard: Guard): Cast {
  return {
    guard,
    fixed: [viewServerAddress],
    createFixed: (address) => new solution.viewServer(address),
    createServer: (address, app) => new solution.server(address, viewServerAddress, app),
    createClient: (address) => new solution.client(address, viewServerAddress),
  }
}
