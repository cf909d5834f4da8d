import type { Monitor } from './monitor.ts'
import type { Setup, Trace } from './trace.ts'

/** What a judgement says of one trace. Undecided and vacuous count neither as passed nor as failed. */
export type Verdict =
  | { readonly kind: 'holds' }
  | Violated
  | { readonly kind: 'undecided'; readonly why: string; readonly stepsSpent: number }
  | { readonly kind: 'vacuous'; readonly missing: string }

export interface Violated {
  readonly kind: 'violated'
  /** One sentence with the names of this run: what was seen that must not be. */
  readonly because: string
  /** The same for all runs that fail in the same way: a short kebab-case name without addresses or numbers. */
  readonly signature: string
  /** Entries of the trace (indexes) that show it, the fatal one last. */
  readonly entries: readonly number[]
}

export interface Judgement {
  readonly name: string
  /** The promise, printed verbatim when it is broken. */
  readonly claim: string
  /** Lecture slide or paper. */
  readonly source: string
  /** Safety is judged on every schedule; timing and progress only where there is a clock. */
  readonly on: 'every schedule' | 'timed schedules'
  /** Marks that must have been seen somewhere before a hunt may say that the claim holds. */
  readonly needs: readonly string[]
  readonly judge: (trace: Trace) => Verdict
  /** The same as an automaton. Absent: only whole runs can be judged. */
  readonly monitor?: (setup: Setup) => Monitor
}
