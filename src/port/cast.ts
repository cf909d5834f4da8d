import type { Application } from './application.ts'
import type { Guard } from './forbidden.ts'
import type { Address, ClientNode, Node } from './node.ts'

/** The implementation of a lab, ready to be put into a world: it makes the nodes. */
export interface Cast {
  /** Nodes that every run has besides servers and clients, e.g. a view server. */
  readonly fixed: readonly Address[]
  readonly createFixed: (address: Address) => Node
  readonly createServer: (address: Address, app: Application) => Node
  readonly createClient: (address: Address) => ClientNode
  readonly guard: Guard
  /**
   * Told of a run (or of several, and then of the beginning of each), as plain data, before a world makes its nodes for
   * it: a cast whose nodes live in another process has the run played there, and the nodes here repeat what they did.
   * Absent: nothing needs to be told.
   */
  readonly foresee?: (run: unknown) => void
}
