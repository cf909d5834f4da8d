import type { Operation, PendingOperation, ReturnedOperation } from '../operation.ts'
import { leastFor, type Prover } from './prover.ts'

/** What can be known of a group at the moment at which one of its operations returns. */
export type Prefix<Input, Output> = {
  readonly unplaceable: ReturnedOperation<Input, Output>
  /** Of the unplaceable operation in `operations`. */
  readonly position: number
  /**
   * What was called by then, in the order of the group; what returned later is pending, its answer being
   * unknown yet.
   */
  readonly operations: readonly Operation<Input, Output>[]
  /** Where each of `operations` stands in the group. */
  readonly positions: readonly number[]
}

/**
 * The smallest illegal prefix of an illegal group. Linearizability is closed under prefixes (Herlihy & Wing
 * 1990: safety; cut a linearization before the first operation that was called later), so bisection over the
 * returns finds it: O(log n) checks.
 */
export function smallestPrefix<Input, Output>(
  group: readonly Operation<Input, Output>[],
  prover: Prover<Input, Output>,
): Prefix<Input, Output> {
  const returns = returnsOf(group)
  return prefixAt(
    group,
    returns,
    leastFor(0, returns.length, (count) => prover.isIllegal(prefixAt(group, returns, count).operations)),
  )
}

type Return<Input, Output> = {
  readonly operation: ReturnedOperation<Input, Output>
  readonly position: number
}

/** In the order of time; of those at the same time, the earlier in the group comes first. */
function returnsOf<Input, Output>(
  group: readonly Operation<Input, Output>[],
): readonly Return<Input, Output>[] {
  return group
    .flatMap((operation, position) => (operation.kind === 'returned' ? [{ operation, position }] : []))
    .toSorted(
      (left, right) => left.operation.return - right.operation.return || left.position - right.position,
    )
}

/** What is known when the first `count` operations have returned. */
function prefixAt<Input, Output>(
  group: readonly Operation<Input, Output>[],
  returns: readonly Return<Input, Output>[],
  count: number,
): Prefix<Input, Output> {
  const last = returns[count - 1]
  if (last === undefined) throw new Error('expected a returned operation: without one no group is illegal')
  const operations: Operation<Input, Output>[] = []
  const positions: number[] = []
  for (const [position, operation] of group.entries()) {
    // Intervals are closed: what is called at the time of the return was called before it.
    if (operation.call > last.operation.return) continue
    positions.push(position)
    operations.push(hasReturned(operation, position, last) ? operation : pendingOf(operation))
  }
  return { unplaceable: last.operation, position: positions.indexOf(last.position), operations, positions }
}

function hasReturned<Input, Output>(
  operation: Operation<Input, Output>,
  position: number,
  last: Return<Input, Output>,
): boolean {
  if (operation.kind === 'pending') return false
  const end = last.operation.return
  return operation.return < end || (operation.return === end && position <= last.position)
}

/** The operation as one whose answer nobody knows. */
export function pendingOf<Input, Output>({
  client,
  input,
  call,
}: Operation<Input, Output>): PendingOperation<Input> {
  return { kind: 'pending', client, input, call }
}
