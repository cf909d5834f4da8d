import type { Operation, ReturnedOperation } from '#checker'

/** What a mutation has to know about the operations of a model. */
export type Roles<Input> = {
  readonly isRead: (input: Input) => boolean
  /** Changes the state, and never back to what it was before. */
  readonly isChange: (input: Input) => boolean
  /** Operations with different keys do not influence each other. */
  readonly keyOf: (input: Input) => string
}

/**
 * The history with one stale read in its last twentieth: it answers what another read of the key answered,
 * though an operation that changed the key began after that one's return and returned before this one's call.
 * No state comes back, so the history is not linearizable, and nothing but the three operations shows it.
 * Throws where there is none.
 */
export function withStaleRead<Input, Output>(
  operations: readonly Operation<Input, Output>[],
  roles: Roles<Input>,
): readonly Operation<Input, Output>[] {
  for (let at = Math.floor(operations.length * 0.95); at < operations.length; at++) {
    const read = operations[at]
    if (read?.kind !== 'returned' || !roles.isRead(read.input)) continue
    const key = roles.keyOf(read.input)
    const isOfKey = ({ input }: Operation<Input, Output>): boolean => roles.keyOf(input) === key
    const change = lastBefore(operations, at, read.call, (one) => isOfKey(one) && roles.isChange(one.input))
    if (change === undefined) continue
    const older = lastBefore(operations, at, change.call, (one) => isOfKey(one) && roles.isRead(one.input))
    if (older === undefined) continue
    return operations.with(at, { ...read, output: older.output })
  }
  throw new Error('expected a read, a change before it and a read before that: ask for a longer history')
}

/** The nearest before `position` that returned before `time`. */
function lastBefore<Input, Output>(
  operations: readonly Operation<Input, Output>[],
  position: number,
  time: number,
  isWanted: (operation: Operation<Input, Output>) => boolean,
): ReturnedOperation<Input, Output> | undefined {
  for (let at = position - 1; at >= 0; at--) {
    const one = operations[at]
    if (one?.kind === 'returned' && one.return < time && isWanted(one)) return one
  }
  return undefined
}

/** Values in, values out, each value once. */
export type Container<Input, Output> = {
  readonly added: (input: Input) => number | undefined
  readonly taken: (output: Output) => number | undefined
  /** The value that was added first of two is taken first (a queue) or last (a stack). */
  readonly first: 'taken first' | 'taken last'
}

/**
 * The history with two values exchanged among those taken in its last twentieth: both were added before either
 * was taken, one clearly before the other, and they were taken one clearly before the other. The order is now
 * the wrong one, so the history is not linearizable. Throws where there are no two.
 */
export function withSwappedTakes<Input, Output>(
  operations: readonly Operation<Input, Output>[],
  { added, taken, first }: Container<Input, Output>,
): readonly Operation<Input, Output>[] {
  const adds = new Map<number, ReturnedOperation<Input, Output>>()
  for (const one of operations) {
    const value = added(one.input)
    if (value !== undefined && one.kind === 'returned') adds.set(value, one)
  }
  const addOf = (take: ReturnedOperation<Input, Output>): ReturnedOperation<Input, Output> | undefined => {
    const value = taken(take.output)
    return value === undefined ? undefined : adds.get(value)
  }
  // Late in a long history; a short one may have its only two values earlier.
  for (const share of [0.95, 0.5, 0]) {
    const swapped = swapFrom(operations, Math.floor(operations.length * share), addOf, first)
    if (swapped !== undefined) return swapped
  }
  throw new Error('expected two values added and taken one after the other: ask for a longer history')
}

/** The two values are not farther apart than this. */
const reach = 200

function swapFrom<Input, Output>(
  operations: readonly Operation<Input, Output>[],
  start: number,
  addOf: (take: ReturnedOperation<Input, Output>) => ReturnedOperation<Input, Output> | undefined,
  first: Container<Input, Output>['first'],
): readonly Operation<Input, Output>[] | undefined {
  for (let at = start; at < operations.length; at++) {
    const earlier = operations[at]
    const earlierAdd = earlier?.kind === 'returned' ? addOf(earlier) : undefined
    if (earlier?.kind !== 'returned' || earlierAdd === undefined) continue
    for (let next = at + 1; next < Math.min(at + reach, operations.length); next++) {
      const later = operations[next]
      const laterAdd = later?.kind === 'returned' ? addOf(later) : undefined
      if (later?.kind !== 'returned' || laterAdd === undefined) continue
      const [one, two] = first === 'taken first' ? [earlierAdd, laterAdd] : [laterAdd, earlierAdd]
      const isClear = earlier.return < later.call && one.return < two.call && two.return < earlier.call
      if (!isClear) continue
      return operations
        .with(at, { ...earlier, output: later.output })
        .with(next, { ...later, output: earlier.output })
    }
  }
  return undefined
}
