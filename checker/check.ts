import type { Model } from './model.ts'
import type { Event, Operation } from './operation.ts'
import type { Verdict } from './verdict.ts'

/** How much the search may spend: a whole number of steps, at least 1, for all groups together. */
export type Budget = { readonly stepsMax: number }

/**
 * Judges a history against a model. Throws when an operation returns before its call, a time is not finite, the
 * partition loses operations, or `stepsMax` is no positive whole number.
 */
export function checkOperations<State, Input, Output>(
  _model: Model<State, Input, Output>,
  _operations: readonly Operation<Input, Output>[],
  _budget: Budget,
): Verdict<Input, Output> {
  throw new Error('not written yet')
}

/** As `checkOperations`, for a history told as events. Throws as `operationsOf` does. */
export function checkEvents<State, Input, Output>(
  _model: Model<State, Input, Output>,
  _events: readonly Event<Input, Output>[],
  _budget: Budget,
): Verdict<Input, Output> {
  throw new Error('not written yet')
}
