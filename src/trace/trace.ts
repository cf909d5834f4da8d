import type { Address, Command, Message, Result } from '../port/index.ts'

/** The version of the format below. Findings carry it; a reader refuses a newer one. */
export const traceFormat = 1

/**
 * The one way a world moves. A step names what it touches by content, so that its meaning does not change when
 * other steps are taken away. A message that no step delivers is lost; one delivered twice is duplicated.
 */
export type Step =
  | { readonly kind: 'invoke'; readonly client: Address; readonly command: Command }
  | { readonly kind: 'deliver'; readonly from: Address; readonly to: Address; readonly message: Message }
  | { readonly kind: 'timer'; readonly node: Address; readonly name: string }
  | { readonly kind: 'crash'; readonly node: Address }
  | { readonly kind: 'join'; readonly node: Address }

/** What begins an entry of the trace: a step, or the start of a node that was there from the beginning. */
export type Cause = Step | { readonly kind: 'start'; readonly node: Address }

/** The nodes of a run besides those its lab always has. */
export interface Setup {
  readonly lab: string
  readonly service: string
  readonly servers: readonly Address[]
  readonly clients: readonly Address[]
}

/** What one cause brought about, in order. */
export type Effect =
  | { readonly kind: 'sent'; readonly from: Address; readonly to: Address; readonly message: Message }
  | { readonly kind: 'timer-set'; readonly node: Address; readonly name: string; readonly afterMs: number }
  | { readonly kind: 'timer-cancelled'; readonly node: Address; readonly name: string }
  | Decided
  | Executed
  | { readonly kind: 'snapshot-taken'; readonly node: Address; readonly writes: number }
  | { readonly kind: 'snapshot-restored'; readonly node: Address; readonly writes: number }
  | { readonly kind: 'finished'; readonly client: Address; readonly result: Result }
  | { readonly kind: 'misbehaved'; readonly node: Address; readonly offence: Offence }

/** The outcome of a command that its input does not determine, decided by the machine of one server. */
export interface Decided {
  readonly kind: 'decided'
  readonly node: Address
  /** As a client invoked it. */
  readonly command: Command
  /** With the outcome in it. */
  readonly decision: Command
}

/** One execution of a command by the application of one server. */
export interface Executed {
  readonly kind: 'executed'
  readonly node: Address
  /** As a client invoked it, whatever was decided of it. */
  readonly command: Command
  readonly result: Result
  /** Whether the command can change the state. */
  readonly write: boolean
  /** How often this command has been executed in this lineage of state, this time included (0 for a read). */
  readonly times: number
}

/** What a handler did that no handler may do. The run ends there. */
export interface Offence {
  readonly kind:
    | 'threw'
    | 'returned'
    | 'not-plain'
    | 'bad-argument'
    | 'clock'
    | 'randomness'
    | 'async'
    | 'endless'
    | 'too-much'
    | 'late'
    | 'finished-twice'
    | 'state'
  /** Which handler, e.g. `receive Forward`, `timer ping`, `start`. */
  readonly handler: string
  /** What happened, what was expected, what to do. */
  readonly message: string
  /** `file:line` in the solution, where it is known. */
  readonly where: string | null
}

export interface Entry {
  readonly cause: Cause
  /** Virtual milliseconds since the start; null where a schedule has no clock. */
  readonly atMs: number | null
  readonly effects: readonly Effect[]
}

/** What the timed scheduler says about the end of a run; progress is judged with it. */
export interface Calm {
  /** From here on no fault begins, and those not for ever have ended. */
  readonly fromMs: number
  readonly endMs: number
  /** Links that stay cut, one way each, and nodes that stay silent, for ever. */
  readonly severed: readonly { readonly from: Address; readonly to: Address }[]
  /** Calls that were still to be issued when the run ended. */
  readonly unissued: number
}

/** What happened in a run: everything else is derived from it. */
export interface Trace {
  readonly format: typeof traceFormat
  readonly setup: Setup
  readonly entries: readonly Entry[]
  /** Null for schedules without a clock. */
  readonly calm: Calm | null
  /** Why the run was cut short, or null: a budget of steps that ran out. */
  readonly cutShort: string | null
}
