/** Names a node for the whole of a run: `vs`, `s1`, `c2`. Never used again after a crash. */
export type Address = string

/** Any plain object with a `kind`. It is copied when it is sent and again when it is delivered. */
export interface Message {
  readonly kind: string
}

/** A call of the replicated service: plain data with the name of the operation, e.g. `{ op: 'get', key: 'x' }`. */
export interface Command {
  readonly op: string
}

/** What a command returns: plain data. */
export type Result =
  string | number | boolean | null | readonly Result[] | { readonly [field: string]: Result }

/**
 * What a handler may do to the world. Valid only until the handler returns.
 *
 * Messages may be lost, duplicated, delayed and reordered. Timers may fire early or late.
 */
export interface Out {
  /** Sends a copy of `message`. Throws when `to` is no address or `message` is not plain data. */
  send<M extends Message>(to: Address, message: M): void
  /** Asks for `timer(name)` once, `afterMs` > 0 milliseconds of virtual time from now. Replaces a pending timer of that name. */
  setTimer(name: string, afterMs: number): void
  /** Forgets the pending timer of that name, if there is one. */
  cancelTimer(name: string): void
}

/** What a client's handler may do besides. */
export interface ClientOut extends Out {
  /** Hands the result of the one outstanding command to the caller. Exactly once per `submit`. */
  finish(result: Result): void
}

/**
 * A node runs each handler to completion. A handler returns nothing and touches only `this` and `out`:
 * no clock, no randomness, no promises. Fields hold plain data (and the harness's own `Application`), so that
 * the harness can save, compare and restore a node.
 */
export interface Node {
  /** Runs once, before anything else. */
  start(out: Out): void
  receive(message: Message, from: Address, out: Out): void
  timer(name: string, out: Out): void
}

/** On a node whose state lies in another process: how many characters its text has there. */
export const stateLength: unique symbol = Symbol('stateLength')

/** A client serves one command at a time: the next `submit` comes after `out.finish`. */
export interface ClientNode {
  start?(out: Out): void
  submit(command: Command, out: ClientOut): void
  receive(message: Message, from: Address, out: ClientOut): void
  timer(name: string, out: ClientOut): void
}
