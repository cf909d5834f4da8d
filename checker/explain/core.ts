import type { Operation } from '../operation.ts'
import { pendingOf, type Prefix } from './prefix.ts'
import { leastFor, leastNearHigh, type Present, type Prover } from './prover.ts'

/**
 * How much of an operation is taken for granted:
 * - `all`: it took effect between its call and its return, with its answer;
 * - `call`: it did not take effect before its call, as a pending one;
 * - `nothing`: it may take effect at any time, with any answer, or never.
 *
 * Where the others are `kept`, `nothing` says instead that it took effect, with its answer, but whenever it liked.
 * Then an operation that could take away what the unplaceable one needs must account for itself: freed, each of
 * the other dequeues could have taken what stood in the way of one, and all of them would be members.
 *
 * Each is weaker than the one before: what is linearizable stays so when an operation is weakened. To drop an
 * operation is a special case of `nothing`, but would be a wrong notion alone: without the write of a value,
 * any read of it is illegal.
 */
export type Needed = 'all' | 'call' | 'nothing'

/** What the operations that are no members may do. */
export type Others = 'free' | 'kept'

export type Weakening<Input, Output> = {
  /** For each operation of the prefix. */
  readonly needed: readonly Needed[]
  readonly isMinimal: boolean
  /** The operations, weakened: `undefined` for those that are free and cannot change any state. */
  readonly weakened: Present<Input, Output>
}

/**
 * Weakens the operations of an illegal prefix until each further step would leave a legal one.
 *
 * Members are found one by one: with the operations in a row, those that may be members most gladly first,
 * bisection finds the shortest beginning that is illegal together with the members found so far. Its last
 * operation is needed: it is a member, and only those before it need be looked at from there on. That takes
 * O(members × log n) checks, and no member can be free, since illegality is monotone. Then members are made
 * pending, one by one, where that will do.
 *
 * Sources: Zeller & Hildebrandt 2002 (1-minimality); Junker 2004, QuickXplain (bisection for each member).
 */
export function minimise<Input, Output>(
  { operations, position: unplaceable }: Prefix<Input, Output>,
  isReadOnly: (input: Input) => boolean,
  prover: Prover<Input, Output>,
  others: Others,
): Weakening<Input, Output> {
  const weaker = weakeningsOf(operations, isReadOnly, others)
  const weakenedBy = (needed: readonly Needed[]): Present<Input, Output> =>
    needed.map((need, position) => (need === 'all' ? operations[position] : weaker[need](position)))
  const isIllegal = (needed: readonly Needed[]): boolean =>
    !prover.isSpent() && prover.isIllegal(weakenedBy(needed))

  // Only the whole prefix is legal without it: the prefix is the smallest.
  const members = [unplaceable]
  let row = inOrderOfPreference(operations, unplaceable, isReadOnly)
  const needing = (count: number): Needed[] => {
    const needed = operations.map((): Needed => 'nothing')
    for (const position of [...members, ...row.slice(0, count)]) needed[position] = 'all'
    return needed
  }
  // Often it has no place whatever the others did, and then nothing else need be asked.
  if (isIllegal(needing(0))) row = []
  for (;;) {
    if (prover.isSpent()) {
      // Nothing more is known of those that are left, and there may be many.
      members.push(...row)
      break
    }
    // Members are often called one after the other, and then the next one is near the last one found.
    const least = others === 'kept' && members.length > 1 ? leastNearHigh : leastFor
    const length = least(-1, row.length, (count) => isIllegal(needing(count)))
    const last = row[length - 1]
    row = row.slice(0, Math.max(0, length - 1))
    if (last === undefined) break
    members.push(last)
  }

  const needed = needing(0)
  for (const position of members) {
    const operation = operations[position]
    if (operation === undefined || position === unplaceable) continue
    // To weaken one that is read-only is to free it, and it cannot be free.
    if (operation.kind === 'returned' && isReadOnly(operation.input)) continue
    needed[position] = 'call'
    if (operation.kind === 'returned' && !isIllegal(needed)) needed[position] = 'all'
  }
  return { needed, isMinimal: !prover.gaveUp(), weakened: weakenedBy(needed) }
}

/**
 * Operations that change something come first, since what they do can be followed by hand; the last called
 * first, since a reader knows best what is recent.
 */
function inOrderOfPreference<Input, Output>(
  operations: readonly Operation<Input, Output>[],
  unplaceable: number,
  isReadOnly: (input: Input) => boolean,
): readonly number[] {
  const row = operations.map(({ input, call }, position) => ({ position, call, reads: isReadOnly(input) }))
  return row
    .filter(({ position }) => position !== unplaceable)
    .toSorted(
      (left, right) =>
        Number(left.reads) - Number(right.reads) || right.call - left.call || right.position - left.position,
    )
    .map(({ position }) => position)
}

type Weakenings<Input, Output> = Readonly<
  Record<'call' | 'nothing', (position: number) => Operation<Input, Output> | undefined>
>

/** Each is made once: a check of a long prefix needs nearly all of them, and there are many checks. */
function weakeningsOf<Input, Output>(
  operations: readonly Operation<Input, Output>[],
  isReadOnly: (input: Input) => boolean,
  others: Others,
): Weakenings<Input, Output> {
  let earliest = Number.POSITIVE_INFINITY
  let latest = Number.NEGATIVE_INFINITY
  for (const operation of operations) {
    earliest = Math.min(earliest, operation.call)
    latest = Math.max(latest, operation.kind === 'returned' ? operation.return : operation.call)
  }
  const pending = operations.map((operation) =>
    // A pending operation that changes no state can be left out of every linearization.
    isReadOnly(operation.input) ? undefined : pendingOf(operation),
  )
  // Nothing returns before the first call, so one that is called then may come before all others.
  const free = pending.map((operation, position): Operation<Input, Output> | undefined => {
    const known = operations[position]
    if (others === 'kept' && known?.kind === 'returned') return { ...known, call: earliest, return: latest }
    return operation && { ...operation, call: earliest }
  })
  return { call: (position) => pending[position], nothing: (position) => free[position] }
}
