import { outcomeOf, type Model } from '../model.ts'
import type { Operation } from '../operation.ts'
import { hasShape } from '../requirements.ts'
import type { Judged } from './judge.ts'

/**
 * Judges a group in which every operation returned before the next one was called, as those of one client do, or those on
 * one of many keys: it has one order, and the model goes through it. `undefined` where there may be others. O(n).
 */
export function judgeInTurn<State, Input, Output>(
  model: Model<State, Input, Output>,
  group: readonly Operation<Input, Output>[],
  shows: boolean,
): Judged | undefined {
  if (!isInTurn(group)) return undefined
  const { shape } = model
  const isOdd = shape !== undefined && !group.every((operation) => hasShape(operation, shape))
  // Of an odd one there is no verdict.
  const isLegal = !isOdd && isLegalInTurn(model, group)
  const found = isLegal ? 'linearizable' : 'illegal'
  const order = isLegal && shows ? group.map((_, position) => position) : undefined
  return { found, stepsSpent: group.length, order, isOdd }
}

function isInTurn(group: readonly Operation<unknown, unknown>[]): boolean {
  let last = -Infinity
  for (const operation of group) {
    if (operation.kind !== 'returned' || operation.call <= last) return false
    last = operation.return
  }
  return true
}

function isLegalInTurn<State, Input, Output>(
  model: Model<State, Input, Output>,
  group: readonly Operation<Input, Output>[],
): boolean {
  let state = model.init()
  for (const operation of group) {
    const next = model.step(state, operation.input, outcomeOf(operation))
    if (next.kind === 'illegal') return false
    state = next.state
  }
  return true
}
