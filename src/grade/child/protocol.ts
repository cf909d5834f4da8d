import type { HuntResult, Progress } from '../../hunt/index.ts'
import type { Problem, Program } from '../solution/index.ts'
import type { Job, JobEvent } from './jobs/registry.ts'

/** What the child is to do. Plain JSON. */
export interface ChildRequest {
  readonly lab: string
  readonly service: string
  readonly program: Program
  readonly job: Job
  /** Whether what the solution writes to the console goes to stderr. */
  readonly print: boolean
}

export interface ChildLimits {
  /** Of the whole job. */
  readonly wallMsMax: number
  /** Of the JavaScript heap. */
  readonly heapMbMax: number
  /** Of everything the process holds, array buffers included. */
  readonly rssMbMax: number
  /** How long one handler may take: a built-in that never returns spends no fuel. */
  readonly silenceMsMax: number
}

/** What the child says while it works, each as soon as it is known. */
export type ChildEvent =
  | { readonly kind: 'unusable'; readonly problems: readonly Problem[] }
  | { readonly kind: 'progress'; readonly progress: Progress }
  | JobEvent

/** How it ended. Whatever was found before came as events. */
export type ChildEnd =
  | { readonly kind: 'done' }
  | { readonly kind: 'killed'; readonly reason: 'memory' | 'time' | 'crashed'; readonly message: string }
  /** The harness itself failed: a bug to report, not the solution's fault. */
  | { readonly kind: 'failed'; readonly message: string }

/** The summary of a hunt; `marks` says in how many schedules each was seen. */
export interface HuntSummary extends Pick<HuntResult, 'schedules' | 'steps'> {
  readonly marks: Readonly<Record<string, number>>
}
