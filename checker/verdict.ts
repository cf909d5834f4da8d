import type { Operation, Sequence } from './operation.ts'

/** How much a check may spend: a whole number of steps, at least 1, for all groups together. */
export type Budget = {
  readonly stepsMax: number
  /** Called by `check`, `linearize` and `explain` each time a group has been judged, or given up for this round. */
  readonly onProgress?: (progress: Progress) => void
}

/** How far the groups of a history have been judged: how many there are, how many are decided, and the steps spent. */
export type Progress = { readonly groups: number; readonly decided: number; readonly stepsSpent: number }

/**
 * Is a history linearizable? `stepsSpent` counts, over all groups, the operations that the search placed or
 * took back, and the operations that an algorithm looked at. The operations in a verdict are the very objects
 * that were handed in, so they can be found again by identity.
 */
export type Verdict<Input, Output> =
  | { readonly kind: 'linearizable'; readonly stepsSpent: number }
  | Illegal<Input, Output>
  | Undecided<Input, Output>

/** As `Verdict`, and shows the linearizations. */
export type Linearized<Input, Output> =
  | {
      readonly kind: 'linearizable'
      /**
       * One order for each group, in the order of the groups. It has all returned operations of the group, and
       * those pending ones that were given an effect.
       */
      readonly linearizations: readonly Sequence<Input, Output>[]
      readonly stepsSpent: number
    }
  | Illegal<Input, Output>
  | Undecided<Input, Output>

/** `explain` says why. */
export type Illegal<Input, Output> = {
  readonly kind: 'illegal'
  /** The first group found to have no linearization, in the order in which it was handed in. */
  readonly group: readonly Operation<Input, Output>[]
  readonly stepsSpent: number
}

/** The budget ran out. It is neither a pass nor a failure. */
export type Undecided<Input, Output> = {
  readonly kind: 'undecided'
  /** For people: how much was spent, and on what. */
  readonly why: string
  /** The groups that could not be judged; no other is illegal. */
  readonly groups: readonly (readonly Operation<Input, Output>[])[]
  readonly stepsSpent: number
}
