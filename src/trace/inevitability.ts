/** How a run came to fail: how many of its random continuations fail after each of its steps. Counted, not timed. */
export interface Inevitability {
  /** How many continuations were played after each step. */
  readonly continuations: number
  /** How many of them broke the same promise: before the first step, after step 1, … after the last. */
  readonly failing: readonly number[]
  /** The step, from 1, with which the number rises most. */
  readonly step: number
  /** Whether nearly all continuations fail from that step on. */
  readonly isInevitable: boolean
}
