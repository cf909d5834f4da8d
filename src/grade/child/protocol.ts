import type { Progress } from '../../hunt/index.ts'
import type { Problem, Program } from '../solution/index.ts'
import type { Job, JobEvent } from './jobs/registry.ts'

/** What the child is to do. Plain data. */
export interface ChildRequest {
  readonly lab: string
  readonly service: string
  readonly program: Program
  readonly job: Job
  /** Whether what the solution writes to its console goes to stderr. */
  readonly print: boolean
}

export interface ChildLimits {
  /** Of the whole job, in real time. */
  readonly wallMsMax: number
  /** Of the JavaScript heap. */
  readonly heapMbMax: number
  /** Of everything the process holds, array buffers included. */
  readonly rssMbMax: number
  /** How long one handler may take of the processor's time: a built-in that never returns spends no fuel. */
  readonly silenceMsMax: number
  /** How long one schedule may take of it. */
  readonly scheduleMsMax: number
}

/** Generous for a solution that is right: its handlers take microseconds, a schedule milliseconds, the process 150 MB. */
export const usualLimits: ChildLimits = {
  wallMsMax: 1_800_000,
  heapMbMax: 512,
  rssMbMax: 1_024,
  silenceMsMax: 5_000,
  scheduleMsMax: 20_000,
}

/** What the child says while it works, each as soon as it is known. */
export type ChildEvent =
  | { readonly kind: 'unusable'; readonly problems: readonly Problem[] }
  | { readonly kind: 'progress'; readonly progress: Progress }
  | JobEvent

/** How it ended. Whatever was found before came as events. */
export type ChildEnd =
  | { readonly kind: 'done' }
  | {
      readonly kind: 'killed'
      readonly reason: 'memory' | 'time' | 'crashed'
      /** What was too much, what was going on. */
      readonly message: string
      /** `file:line` of the function of the solution that was entered last, if one was. */
      readonly where: string | null
    }
  /** The harness itself failed: a bug to report, not the solution's fault. */
  | { readonly kind: 'failed'; readonly message: string }
