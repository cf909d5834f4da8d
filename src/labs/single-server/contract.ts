import type { Address, Application, ClientNode, Command, Node, Result } from '../../port/index.ts'

/** Names one call for ever: a client counts its calls 1, 2, 3… and a retry keeps its number. Source: slide 28. */
export interface RequestId {
  readonly client: Address
  readonly sequence: number
}

/** Client → server: a call. */
export interface Request {
  readonly kind: 'Request'
  readonly id: RequestId
  readonly command: Command
}

/** Server → client: its result. */
export interface Reply {
  readonly kind: 'Reply'
  readonly id: RequestId
  readonly result: Result
}

/** Virtual milliseconds that the reference uses. */
export const timing = { retryAfterMs: 100 } as const

/** What a solution exports by default. */
export interface SingleServer {
  readonly server: new (self: Address, app: Application) => Node
  readonly client: new (self: Address, server: Address) => ClientNode
}
