import type { Operation } from '../operation.ts'
import type { Undecided } from '../verdict.ts'

/** What `explain` finds: why a history is illegal, or that it is not known to be. */
export type Explained<Input, Output> =
  | Explanation<Input, Output>
  | Undecided<Input, Output>
  | { readonly kind: 'linearizable'; readonly stepsSpent: number }

/** Why a history has no linearization: plain data, for `JSON.stringify` as it is. */
export type Explanation<Input, Output> = {
  readonly kind: 'illegal'
  /** How many operations the illegal group has. The rest of the history plays no part in what follows. */
  readonly operations: number
  /**
   * Up to the return of this operation there is no order, whatever came later. When `order` is found, there
   * still was one just before it returned.
   */
  readonly unplaceable: Mention<Input, Output>
  readonly order: Order
  readonly core: Core<Input, Output>
  readonly reason: Reason<Input, Output>
  /** For the verdict and all that was tried to explain it; as `Verdict.stepsSpent`. */
  readonly stepsSpent: number
}

/** An operation of the history. */
export type Mention<Input, Output> = {
  /** Its position in the history that was handed in, from 0. */
  readonly index: number
  /** In the words of the model: `get("x") → "1"`. */
  readonly label: string
  readonly operation: Operation<Input, Output>
}

/**
 * A linearization of what happened before the unplaceable operation returned: positions in the history. All
 * that had returned by then are in it, of those still open the ones that need an effect; the unplaceable one
 * only where others saw its effect. Undecided: the budget did not show that there is one, so it may be that
 * an operation that returned earlier is unplaceable already.
 */
export type Order =
  { readonly kind: 'found'; readonly indexes: readonly number[] } | { readonly kind: 'undecided' }

/**
 * Operations that have no order, whatever the others did: even when each other operation that was called before
 * the unplaceable one returned may take effect at any time, from before the first call on, with any answer, or
 * never, there is none. (What was called after that return comes too late to help.) Where `othersAre` says so, each
 * other one that had returned by then keeps its answer, and may have taken effect at any time.
 */
export type Core<Input, Output> = {
  /** In the order of their calls. */
  readonly members: readonly Member<Input, Output>[]
  /** The operations called before the unplaceable one returned that are not members. */
  readonly others: number
  readonly othersAre: 'free' | 'kept'
  /**
   * Is it known that each member is needed, with all that is shown of it? If not, the budget ran out before
   * the rest could be taken away.
   */
  readonly isMinimal: boolean
}

/**
 * What is needed of an operation: that it happened between its call and its return, with this answer; or only
 * that it did not happen before its call: it may take effect at any time after that, with any answer, or
 * never. Such a one is labelled as if it were pending.
 */
export type Member<Input, Output> = Mention<Input, Output> & { readonly needed: 'all' | 'call' }

/** Why no place in an order of the other members will do for the unplaceable operation. */
export type Reason<Input, Output> = {
  /** The state before the first operation, in the words of the model. */
  readonly start: string
  /**
   * An order of the core without the unplaceable operation, with the answers that they had, and the state after
   * each; it has the unplaceable one, as if it had not returned, only where others saw its effect. Those that are
   * no members are in it because the members need their effect. Empty when the budget did not find it.
   */
  readonly order: readonly Placed<Input, Output>[]
  /** For people. */
  readonly sentences: readonly string[]
}

export type Placed<Input, Output> = Mention<Input, Output> & {
  readonly isMember: boolean
  /** The state after it, in the words of the model. */
  readonly state: string
}
