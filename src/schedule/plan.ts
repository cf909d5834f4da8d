import type { Address, Command } from '../port/index.ts'
import type { Calm, Setup, Step } from '../trace/index.ts'
import type { Fault } from './faults/registry.ts'
import type { Moment } from './moment.ts'

/** A call to be issued by a client at that time, or as soon after it as the client is idle. */
export interface Operation {
  readonly client: Address
  readonly command: Command
  readonly at: Moment
}

/** A virtual clock, latencies, and faults: what a network really does. After the storm comes the calm. */
export interface Timed {
  readonly kind: 'timed'
  /** Milliseconds that a message takes, each drawn anew, both ends included. */
  readonly latencyMs: { readonly min: number; readonly max: number }
  readonly faults: readonly Fault[]
  /** The storm ends here at the latest: every fault that is not for ever ends. */
  readonly stormMs: number
  /** It ends earlier if this moment comes: when what it is about is over. */
  readonly overAt?: Moment
  /** The run ends this long after the calm began and every call has returned… */
  readonly settleMs: number
  /** …or this long after the calm began, whatever is missing. */
  readonly calmMs: number
}

/** Any enabled step may be next: no clock at all. */
export interface Walk {
  readonly kind: 'walk'
  readonly stepsMax: number
  /** For so many steps messages arrive in order and none is lost: views form. */
  readonly warmUpSteps: number
  /** How often (of 100) the next step is a timer, where there is a choice. */
  readonly timerPercent: number
  /** How often (of 100) a message that is chosen is lost, or stays in flight to arrive again. */
  readonly lossPercent: number
  readonly duplicatePercent: number
  /** Links on which nothing arrives for a while. */
  readonly slow: readonly SlowLink[]
  /** How often (of 100) the newest message is chosen instead of any. */
  readonly newestPercent: number
  /** Whether each kind of message on each link is chosen equally often, however many there are of it. */
  readonly isRarePreferred: boolean
  /** Servers that may crash, and fresh ones that may join, at any step. */
  readonly crashes: readonly Address[]
  readonly joins: readonly Address[]
}

/** A link that keeps its messages, both ways, from one step of the walk up to another. */
export interface SlowLink {
  readonly nodes: readonly [Address, Address]
  readonly fromStep: number
  readonly untilStep: number
}

/** Everything that determines a generated run. Plain JSON. */
export interface Plan {
  readonly setup: Setup
  readonly scheduler: Timed | Walk
  readonly seed: number
  readonly operations: readonly Operation[]
}

/** One explicit step; `atMs` is null where the schedule has no clock. */
export interface TimedStep {
  readonly atMs: number | null
  readonly step: Step
}

/** A run, as fast-check's value: still to be generated, or step by step. */
export type Run =
  | { readonly kind: 'plan'; readonly plan: Plan }
  | {
      readonly kind: 'steps'
      readonly setup: Setup
      readonly steps: readonly TimedStep[]
      readonly calm: Calm | null
    }
