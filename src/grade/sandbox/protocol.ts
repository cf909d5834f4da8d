import type { Address, Command, Message } from '../../port/index.ts'
import type { Foreseen } from '../../schedule/index.ts'
import type { Effect } from '../../trace/index.ts'
import type { Asked } from '../../world/index.ts'
import type { Problem, Program } from '../solution/index.ts'

/** How much the nodes of a solution have in common besides its text: see `Casts`. */
export type Sharing = 'together' | 'isolated'

export type Role = 'fixed' | 'server' | 'client'

/** What one node did while its code ran once, in order. */
export interface Turn {
  readonly node: Address
  readonly deeds: readonly Deed[]
}

export type Deed =
  | Asked
  | Extract<Effect, { readonly kind: 'sent' | 'timer-set' | 'timer-cancelled' | 'finished' | 'misbehaved' }>

/**
 * The number of a state (equal number, equal state), and how many characters its text has. The turn says what looking at
 * the fields came to.
 */
export interface Kept {
  readonly state: number
  readonly length: number
  readonly turn: Turn
}

/** What can happen to a node. */
export type Happening =
  | { readonly kind: 'start' }
  | { readonly kind: 'submit'; readonly command: Command }
  | { readonly kind: 'receive'; readonly from: Address; readonly message: Message }
  | { readonly kind: 'timer'; readonly name: string }

export type ToPlay = Exclude<Foreseen, { readonly kind: 'next' }>

/** One at a time, each with its answer. Plain data, encoded as a line. */
export type Question =
  | {
      readonly kind: 'load'
      readonly lab: string
      readonly service: string
      readonly program: Program
      readonly print: boolean
    }
  /** Plays a whole run, or several, and tells what each node did in turn. */
  | {
      readonly kind: 'run'
      readonly sharing: Sharing
      readonly service: string
      /** Of which part the nodes are the solution's, beside a reference's; null: all are. */
      readonly part: string | null
      readonly run: ToPlay
    }
  /** A node that is asked handler by handler. Those of one company may share what lies outside their fields. */
  | {
      readonly kind: 'create'
      readonly id: number
      readonly company: number
      readonly sharing: Sharing
      readonly service: string
      readonly role: Role
      readonly address: Address
    }
  /** `from`: a state that it has been in, to begin with; null: it goes on from where it is. */
  | {
      readonly kind: 'handle'
      readonly id: number
      readonly from: number | null
      readonly happening: Happening
      /** Whether the state that it is in then is wanted. */
      readonly keep: boolean
    }
  | { readonly kind: 'keep'; readonly id: number }

export type Answer =
  | { readonly kind: 'unusable'; readonly problems: readonly Problem[] }
  /** The suspects for state that nodes share. */
  | { readonly kind: 'loaded'; readonly moduleStates: readonly string[] }
  /** Of each run. */
  | { readonly kind: 'played'; readonly turns: readonly (readonly Turn[])[] }
  | { readonly kind: 'turned'; readonly turn: Turn; readonly kept: Kept | null }
  | { readonly kind: 'kept'; readonly kept: Kept }
  /** The harness itself failed in there: a bug to report. */
  | { readonly kind: 'failed'; readonly message: string }

/** File descriptors of the process besides stdin, on which questions come, a line each. */
export const descriptor = { answers: 3, pulses: 4 } as const

/** Lines that the watchdog in the process writes, ten times a second. */
export interface Pulse {
  readonly rssMb: number
  /** Index of the function that was entered last. */
  readonly entered: number
  /** For how long one handler has been running, in real time; 0 between handlers. */
  readonly handlerMs: number
  /** Time of the processor that the process has taken. */
  readonly cpuMs: number
  /** How long one handler has been running, in time of the processor: a handler on a busy machine waits, and is not to blame for it. */
  readonly handlerCpuMs: number
}
