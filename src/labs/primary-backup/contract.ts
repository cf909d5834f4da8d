import type { Address, Application, ClientNode, Command, Node, Result } from '../../port/index.ts'

/** Who serves. View 0 has no primary; the first real view is 1. A view may have no backup. Source: slides 10–15. */
export interface View {
  readonly number: number
  readonly primary: Address | null
  readonly backup: Address | null
}

/** Names one call for ever: a client counts its calls 1, 2, 3… and a retry keeps its number. Source: slide 28. */
export interface RequestId {
  readonly client: Address
  readonly sequence: number
}

/**
 * Server → view server: "I am alive, and view `viewNumber` is the one I am in" (0: none yet). From the primary
 * of the current view, a ping with the view's number is the acknowledgement. Source: slides 13–17.
 */
export interface Ping {
  readonly kind: 'Ping'
  readonly viewNumber: number
}

/** Client → view server: asks for the current view. */
export interface GetView {
  readonly kind: 'GetView'
}

/** View server → anyone: the current view. */
export interface ViewReply {
  readonly kind: 'ViewReply'
  readonly view: View
}

/** Client → server: a call. `viewNumber` is the view in which the client takes the server for the primary. */
export interface Request {
  readonly kind: 'Request'
  readonly id: RequestId
  readonly viewNumber: number
  readonly command: Command
}

/** Server → client: the result. `viewNumber` is the view in which the server answers as the primary. */
export interface Reply {
  readonly kind: 'Reply'
  readonly id: RequestId
  readonly viewNumber: number
  readonly result: Result
}

/** Server → client: "not I, or not in that view". `viewNumber` is the refusing server's view. Source: slide 33. */
export interface Refusal {
  readonly kind: 'Refusal'
  readonly id: RequestId
  readonly viewNumber: number
}

export type ToViewServer = Ping | GetView
export type ToClient = ViewReply | Reply | Refusal

/** Virtual milliseconds that the reference uses. Other values are no mistake as long as the service makes progress. */
export const timing = {
  /** A server pings this often. */
  pingEveryMs: 25,
  /** The view server looks for silent servers this often. */
  checkEveryMs: 100,
  /** A server not heard of for this many checks in a row is dead. Source: slide 14. */
  silentChecksMax: 2,
  /** A client, or a primary that waits for its backup, sends again after this long. */
  retryAfterMs: 100,
} as const

/** What a solution exports by default. */
export interface PrimaryBackup {
  readonly viewServer: new (self: Address) => Node
  readonly server: new (self: Address, viewServer: Address, app: Application) => Node
  readonly client: new (self: Address, viewServer: Address) => ClientNode
}
