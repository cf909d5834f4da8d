import type { Address, Result } from '../port/index.ts'
import type { Judgement, Narration, Trace, Violated } from '../trace/index.ts'
import type { Explanation, Replay } from './explanation.ts'

/** A failed run and what is known about it. */
export interface Failure {
  readonly trace: Trace
  readonly judgement: Pick<Judgement, 'name' | 'claim' | 'source'>
  readonly violated: Violated
  /** The lab: its fixed nodes, and how it tells its runs. */
  readonly lab: { readonly fixed: readonly Address[]; readonly narration?: Narration }
  readonly placement: Placement | null
  readonly replay: Replay | null
}

/** The longest order of calls that one machine could have followed; calls are indexes of `historyOf(trace)`. */
export interface Placement {
  readonly placed: readonly number[]
  readonly unplaceable: number
  /** What one machine would have returned to the unplaceable call after the placed ones. */
  readonly expected: Result
}

/** Tells a failed run. The same failure gives the same explanation. */
export function explain(_failure: Failure): Explanation {
  throw new Error('not written yet')
}
