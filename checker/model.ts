import type { Algorithm } from './algorithm.ts'
import type { Engine } from './engine/value-engine.ts'
import type { Shape } from './models/shapes.ts'
import type { Operation } from './operation.ts'

/**
 * A sequential specification: what one client alone would see. All functions are pure; states are never
 * mutated.
 *
 * Source: Porcupine, model.go, `Model`.
 */
export type Model<State, Input, Output> = {
  /** The state before the first operation (of each group, when there is a `partition`). */
  readonly init: () => State

  /**
   * May `input` take effect in `state` with this outcome, and what is the state then? An unknown outcome is
   * that of a pending operation: answer `legal` with the state it leaves when it takes effect, whatever it
   * would have returned. It need not be legal everywhere, since the search may also leave a pending operation
   * out.
   */
  readonly step: (state: State, input: Input, outcome: Outcome<Output>) => Step<State>

  /**
   * The name of a state: two states have the same key exactly when no later step can tell them apart. Two
   * different states with one key make the search miss linearizations; two keys for one state only make it
   * slower.
   */
  readonly key: (state: State) => StateKey

  /**
   * Splits a history into groups that can be judged alone (one per key, for example): the history is
   * linearizable exactly when each group is (Herlihy & Wing 1990, locality). Each operation goes into one
   * group. Without it the history is one group.
   */
  readonly partition?: Partition<Input, Output>

  /**
   * Optional, for speed: does this operation leave every state in which it is legal as it is? Say so only when
   * it does in *every* state: the search takes such an operation at the first moment at which it is legal.
   */
  readonly isReadOnly?: (input: Input) => boolean

  /** Optional, for speed: the operations of a group in terms that a search knows. It must agree with `step`. */
  readonly engine?: Engine<Input, Output>

  /** Optional, for speed: ways to judge a group that beat the search where they apply; the first that does. */
  readonly algorithms?: readonly Algorithm<Input, Output>[]

  /** Optional, for callers without types: what does not look so is no operation, and gets no verdict. */
  readonly shape?: Shape

  /** One line for people, such as `get("x") → "1"`; an unknown outcome is shown as `?`. */
  readonly describeOperation: (input: Input, outcome: Outcome<Output>) => string
  readonly describeState: (state: State) => string
}

export type Outcome<Output> =
  { readonly kind: 'returned'; readonly value: Output } | { readonly kind: 'unknown' }

export type Step<State> = { readonly kind: 'legal'; readonly state: State } | { readonly kind: 'illegal' }

export type StateKey = string | number | boolean | null

export type Partition<Input, Output> = {
  (operations: readonly Operation<Input, Output>[]): readonly (readonly Operation<Input, Output>[])[]
  /** Of one by a key, the key. */
  readonly keyOf?: (input: Input) => StateKey
}

export const illegal: Step<never> = { kind: 'illegal' }

export function legal<State>(state: State): Step<State> {
  return { kind: 'legal', state }
}

const unknown: Outcome<never> = { kind: 'unknown' }

/** What the model is told about an operation. */
export function outcomeOf<Input, Output>(operation: Operation<Input, Output>): Outcome<Output> {
  return operation.kind === 'returned' ? { kind: 'returned', value: operation.output } : unknown
}

/** A `partition` by a key of the input. Groups come in the order of their first operation. */
export function partitionBy<Input, Output>(keyOf: (input: Input) => StateKey): Partition<Input, Output> {
  const partition: Partition<Input, Output> = (operations) => {
    const groups = new Map<StateKey, Operation<Input, Output>[]>()
    for (const operation of operations) {
      const key = keyOf(operation.input)
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [operation])
      else group.push(operation)
    }
    return [...groups.values()]
  }
  return Object.assign(partition, { keyOf })
}
