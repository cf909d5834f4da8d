import type { History, Operation } from './operation.ts'

export function requireBudget(stepsMax: number): void {
  if (Number.isSafeInteger(stepsMax) && stepsMax >= 1) return
  throw new Error(`expected stepsMax to be a positive whole number, got ${stepsMax}: 1000000 is a good start`)
}

export function requireIntervals<Input, Output>(history: History<Input, Output>): void {
  for (let position = 0; position < history.length; position++) {
    // The cast: the position is in range.
    const operation = history[position] as History<Input, Output>[number]
    const last = operation.kind === 'pending' ? operation.call : operation.return
    // False for NaN, too.
    if (operation.call > -Infinity && operation.call <= last && last < Infinity) continue
    throw new Error(
      `operation ${position} of ${operation.client}: expected finite times with call <= return, ` +
        `got call ${operation.call}, return ${last}: take both from one clock that never goes back`,
    )
  }
}

/** An operation that a partition drops would go unjudged, and the verdict would be about another history. */
export function requireAllGrouped<Input, Output>(
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
