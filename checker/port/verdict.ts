import type { Operation, ReturnedOperation, Sequence } from '../operation.ts'

/**
 * Is a history linearizable? `stepsSpent` counts turns of the search loop over all groups: one operation
 * tried, or one taken back. The operations in a verdict are the very objects that were handed in (of
 * `checkEvents`: those that `operationsOf` makes), so they can be found again by identity.
 *
 * Undecided means that the budget ran out. It is neither a pass nor a failure.
 */
export type PortVerdict<Input, Output> =
  | PortLinearizable<Input, Output>
  | PortIllegal<Input, Output>
  | { readonly kind: 'undecided'; readonly why: string; readonly stepsSpent: number }

export type PortLinearizable<Input, Output> = {
  readonly kind: 'linearizable'
  /**
   * One order for each group, in the order of the groups. It has all returned operations of the group, and
   * those pending ones that were given an effect.
   */
  readonly linearizations: readonly Sequence<Input, Output>[]
  readonly stepsSpent: number
}

export type PortIllegal<Input, Output> = {
  readonly kind: 'illegal'
  /** The first group that has no linearization, in the order in which it was handed in. */
  readonly group: readonly Operation<Input, Output>[]
  /**
   * A legal order, respecting real time, of as many returned operations as possible (pending ones are not
   * counted). Empty when no returned operation can be placed.
   */
  readonly longest: Sequence<Input, Output>
  /**
   * For each returned operation that can be placed at all: a legal order with as many returned operations as
   * possible among those that contain it. Equal ones are given once, the longest first.
   */
  readonly partials: readonly Sequence<Input, Output>[]
  /**
   * The operation that cannot be placed: of the returned operations outside `longest`, the one that returned
   * first. Nothing that was called after its return may come before it, and after `longest` no returned
   * operation is legal.
   */
  readonly unplaceable: ReturnedOperation<Input, Output>
  readonly stepsSpent: number
}
