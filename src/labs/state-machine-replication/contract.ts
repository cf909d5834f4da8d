import type { Address, Application, ClientNode, Node } from '../../port/index.ts'

/** Calls and their answers are those of a single server: clients cannot tell that there are several. Source: slide 6. */
export type { Reply, Request, RequestId } from '../single-server/contract.ts'

/** Virtual milliseconds that the reference uses. Other values are no mistake as long as the service makes progress. */
export const timing = {
  /** A client, or a server that waits for another one, sends again after this long. */
  retryAfterMs: 100,
} as const

/**
 * What a solution exports by default. `servers` are the addresses of all servers, in the same order for everyone: they
 * are there from the start, none ever joins, and none takes the place of another. What they say to each other is the
 * solution's own; which of them a client talks to, too.
 *
 * The servers execute the same writes in the same order, and a Reply to a write leaves only when every server has the
 * write, so that no crash loses what a client was told. Source: slides 6–7.
 */
export interface StateMachineReplication {
  readonly server: new (self: Address, servers: readonly Address[], app: Application) => Node
  readonly client: new (self: Address, servers: readonly Address[]) => ClientNode
}
