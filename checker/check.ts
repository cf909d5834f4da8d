import type { Model } from './model.ts'
import { operationsOf, type Event, type Operation, type ReturnedOperation } from './operation.ts'
import { search } from './search.ts'
import type { Illegal, Sequence, Verdict } from './verdict.ts'

/** How much the search may spend: a whole number of steps, at least 1, for all groups together. */
export type Budget = { readonly stepsMax: number }

/**
 * Judges a history against a model, group by group in the order of the partition, and stops at the first group that is
 * illegal or that the budget does not suffice for.
 *
 * Throws when an operation returns before its call, a time is not finite, the partition does not put every operation
 * into one group, or `stepsMax` is no positive whole number.
 */
export function checkOperations<State, Input, Output>(
  model: Model<State, Input, Output>,
  operations: readonly Operation<Input, Output>[],
  { stepsMax }: Budget,
): Verdict<Input, Output> {
  if (!Number.isSafeInteger(stepsMax) || stepsMax < 1) {
    throw new Error(
      `expected stepsMax to be a positive whole number, got ${stepsMax}: 1000000 is a good start`,
    )
  }
  requireIntervals(operations)
  const groups = model.partition === undefined ? [operations] : model.partition(operations)
  requireAllGrouped(operations, groups)

  const linearizations: Sequence<Input, Output>[] = []
  let stepsSpent = 0
  for (const [position, group] of groups.entries()) {
    const found = search(model, group, stepsMax - stepsSpent)
    stepsSpent += found.stepsSpent
    switch (found.kind) {
      case 'linearizable':
        linearizations.push(found.linearization)
        break
      case 'illegal':
        return illegalVerdict(group, found.partials, stepsSpent)
      case 'exhausted': {
        const where = `group ${position + 1} of ${groups.length} (${group.length} operations)`
        const why = `${stepsMax} steps did not suffice for ${where}: raise stepsMax, or judge a shorter history`
        return { kind: 'undecided', why, stepsSpent }
      }
      default:
        return found satisfies never
    }
  }
  return { kind: 'linearizable', linearizations, stepsSpent }
}

/** As `checkOperations`, for a history told as events. Throws as `operationsOf` does, too. */
export function checkEvents<State, Input, Output>(
  model: Model<State, Input, Output>,
  events: readonly Event<Input, Output>[],
  budget: Budget,
): Verdict<Input, Output> {
  return checkOperations(model, operationsOf(events), budget)
}

/** Positions, not the operations themselves: the same object may stand in a history twice. */
function illegalVerdict<Input, Output>(
  group: readonly Operation<Input, Output>[],
  partials: readonly (readonly number[])[],
  stepsSpent: number,
): Illegal<Input, Output> {
  const sequences = partials.map((positions) => operationsAt(group, positions))
  const unplaceable = firstLeftOut(group, new Set(partials[0]))
  return { kind: 'illegal', group, longest: sequences[0] ?? [], partials: sequences, unplaceable, stepsSpent }
}

function operationsAt<Input, Output>(
  group: readonly Operation<Input, Output>[],
  positions: readonly number[],
): Sequence<Input, Output> {
  return positions.flatMap((position) => group[position] ?? [])
}

/** Of the returned operations outside `placed`, the one that returned first. */
function firstLeftOut<Input, Output>(
  group: readonly Operation<Input, Output>[],
  placed: ReadonlySet<number>,
): ReturnedOperation<Input, Output> {
  let first: ReturnedOperation<Input, Output> | undefined
  for (const [position, operation] of group.entries()) {
    if (operation.kind === 'pending' || placed.has(position)) continue
    if (first === undefined || operation.return < first.return) first = operation
  }
  if (first === undefined) throw new Error('a group that is illegal leaves a returned operation out')
  return first
}

function requireIntervals<Input, Output>(operations: readonly Operation<Input, Output>[]): void {
  for (const [position, operation] of operations.entries()) {
    const last = operation.kind === 'returned' ? operation.return : operation.call
    if (Number.isFinite(operation.call) && Number.isFinite(last) && operation.call <= last) continue
    throw new Error(
      `operation ${position} of ${operation.client}: expected finite times with call <= return, ` +
        `got call ${operation.call}, return ${last}: take both from one clock that never goes back`,
    )
  }
}

/** An operation that a partition drops would go unjudged, and the verdict would be about another history. */
function requireAllGrouped<Input, Output>(
  operations: readonly Operation<Input, Output>[],
  groups: readonly (readonly Operation<Input, Output>[])[],
): void {
  let grouped = 0
  for (const group of groups) grouped += group.length
  if (grouped === operations.length) return
  throw new Error(
    `expected the partition to put each of ${operations.length} operations into one group, ` +
      `but its groups hold ${grouped}: correct the model's partition`,
  )
}
