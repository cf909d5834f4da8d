import type { Operation } from './operation.ts'

/**
 * A way to judge one group of a history for one model, next to the search that judges any. It must agree with
 * the model's `step` on every group to which it applies.
 *
 * Groups hold no failed operations, and all their times are finite with `call <= return`; they need not be
 * sorted. Intervals are closed: `a` precedes `b` only if `a.return < b.call`.
 */
export type Algorithm<Input, Output> = {
  /** For people: `queue`, for instance. Its complexity and source stand in `checker/README.md`. */
  readonly name: string

  /**
   * Does the group have a linearization? `undefined` when the algorithm does not apply to it (a value that is
   * written twice, say): the next one is asked, at last the search.
   */
  readonly decide: (operations: readonly Operation<Input, Output>[]) => boolean | undefined

  /**
   * A linearization of a group that `decide` found to have one: positions in `operations`, all returned
   * operations and those pending ones that are given an effect.
   */
  readonly linearize: (operations: readonly Operation<Input, Output>[]) => readonly number[]
}
