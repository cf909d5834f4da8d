import type { Model } from './model.ts'
import type { History, Operation } from './operation.ts'
import { checkOperations } from './port/check.ts'
import type { Budget, Linearized, Verdict } from './verdict.ts'

/**
 * Judges a history against a model: is there one legal order of its operations for each group of the model's
 * partition?
 *
 * Throws when an operation returns before its call, a time is not finite, the partition does not put every
 * operation into one group, or `stepsMax` is no positive whole number.
 */
export function check<State, Input, Output>(
  model: Model<State, Input, Output>,
  history: History<Input, Output>,
  budget: Budget,
): Verdict<Input, Output> {
  const verdict = linearize(model, history, budget)
  return verdict.kind === 'linearizable' ? { kind: verdict.kind, stepsSpent: verdict.stepsSpent } : verdict
}

/** As `check`, and shows the linearizations. */
export function linearize<State, Input, Output>(
  model: Model<State, Input, Output>,
  history: History<Input, Output>,
  budget: Budget,
): Linearized<Input, Output> {
  const operations = history.filter(
    (operation): operation is Operation<Input, Output> => operation.kind !== 'failed',
  )
  const verdict = checkOperations(model, operations, budget)
  switch (verdict.kind) {
    case 'linearizable':
      return verdict
    case 'illegal':
      return { kind: 'illegal', group: verdict.group, stepsSpent: verdict.stepsSpent }
    case 'undecided':
      return { ...verdict, groups: [operations] }
    default:
      return verdict satisfies never
  }
}
