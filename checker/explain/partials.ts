import type { Model } from '../model.ts'
import type { History, Operation } from '../operation.ts'
import { checkOperations } from '../port/check.ts'
import type { PortVerdict } from '../port/verdict.ts'
import type { Budget } from '../verdict.ts'
import type { Explanation } from './explanation.ts'

/**
 * The longest partial linearizations of an explained history's illegal group, as `checkOperations` gives them
 * for the whole group; undecided when `stepsMax` steps of its search did not suffice.
 *
 * Only what was called before the unplaceable operation returned is searched. No partial linearization has
 * anything else in it: before the first operation called later there would stand all that had returned until
 * then, in a legal order, and there is none. Nor does the search look at anything else: of what returned until
 * then there is always a return left at which it turns back.
 */
export function partials<State, Input, Output>(
  model: Model<State, Input, Output>,
  history: History<Input, Output>,
  { unplaceable }: Explanation<Input, Output>,
  budget: Budget,
): PortVerdict<Input, Output> {
  const { operation } = unplaceable
  const end = operation.kind === 'returned' ? operation.return : operation.call
  const operations = history.filter((one): one is Operation<Input, Output> => one.kind !== 'failed')
  const groups = model.partition?.(operations) ?? [operations]
  const group = groups.find((one) => one.includes(operation)) ?? []
  return checkOperations(
    model,
    group.filter(({ call }) => call <= end),
    budget,
  )
}
