import { checkOperations, outcomeOf, type Budget, type Linearized } from '#checker'
import type { AnyModel } from './disagreement.ts'
import type { AnyHistory, AnyOperation } from './histories.ts'
import { happened, precedenceOf } from './specification.ts'

/**
 * A checker that takes read-only operations at the first moment at which they are legal, and never takes them
 * back. It is right exactly when `isReadOnly` is.
 */
export function greedily(
  model: AnyModel,
  history: AnyHistory,
  budget: Budget,
  isReadOnly: (input: unknown) => boolean,
): Linearized<unknown, unknown> {
  const operations = happened(history)
  const linearizations: (readonly AnyOperation[])[] = []
  for (const group of model.partition?.(operations) ?? [operations]) {
    const found = group.length > 31 ? byPort(model, group, budget) : orderOf(model, group, isReadOnly)
    if (found === undefined) return { kind: 'illegal', group, stepsSpent: 0 }
    linearizations.push(found)
  }
  return { kind: 'linearizable', linearizations, stepsSpent: 0 }
}

/** Sets of operations are too small for so many. */
function byPort(
  model: AnyModel,
  group: readonly AnyOperation[],
  budget: Budget,
): readonly AnyOperation[] | undefined {
  const verdict = checkOperations(model, group, budget)
  return verdict.kind === 'linearizable' ? (verdict.linearizations[0] ?? []) : undefined
}

function orderOf(
  model: AnyModel,
  group: readonly AnyOperation[],
  isReadOnly: (input: unknown) => boolean,
): readonly AnyOperation[] | undefined {
  const { waitsFor, mustBePlaced } = precedenceOf(group)
  const tried = new Set<string>()
  const order: AnyOperation[] = []

  function extend(state: unknown, placed: number): boolean {
    if ((mustBePlaced & ~placed) === 0) return true
    const here = `${placed} ${JSON.stringify(model.key(state))}`
    if (tried.has(here)) return false
    tried.add(here)
    const next = group.flatMap((operation, index) => {
      const isFree = (placed & (1 << index)) === 0 && ((waitsFor[index] ?? 0) & ~placed) === 0
      if (!isFree) return []
      const step = model.step(state, operation.input, outcomeOf(operation))
      return step.kind === 'legal' ? [{ operation, index, after: step.state }] : []
    })
    const certain = next.find(({ operation }) => operation.kind === 'returned' && isReadOnly(operation.input))
    return (certain === undefined ? next : [certain]).some(({ operation, index, after }) => {
      order.push(operation)
      if (extend(after, placed | (1 << index))) return true
      order.pop()
      return false
    })
  }

  return extend(model.init(), 0) ? order : undefined
}
