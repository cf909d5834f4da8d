import type { Address, Command } from '../port/index.ts'
import type { Calm, Setup, Step } from '../trace/index.ts'
import type { Moment } from './moment.ts'
import type { Settings } from './schedulers/registry.ts'

/** A call to be issued by a client at that time, or as soon after it as the client is idle. */
export interface Operation {
  readonly client: Address
  readonly command: Command
  readonly at: Moment
}

/** Everything that determines a generated run. Plain JSON. */
export interface Plan {
  readonly setup: Setup
  readonly scheduler: Settings
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
