import type { Address, Command, Message } from '../port/index.ts'
import type { Setup, Step } from '../trace/index.ts'

/** A small world in which everything that can happen is tried. */
export interface Scope {
  readonly setup: Setup
  /** Taken first, in this order: what is tried begins after them. */
  readonly stage: readonly Step[]
  /** Fresh servers that join after the stage. */
  readonly joins: readonly Address[]
  /** What each client will call, one after the other. */
  readonly calls: Readonly<Record<Address, readonly Command[]>>
  readonly horizon: Horizon | null
}

/** Where runs are cut off: before a step in which a message beyond `max` is sent. */
export interface Horizon {
  /** Of what, in the plural: `views`. */
  readonly unit: string
  readonly max: number
  /** What the message says of it, null for nothing. */
  readonly of: (message: Message) => number | null
}
