import { outcomeOf, type Outcome } from '../model.ts'
import type { Operation, PendingOperation, ReturnedOperation } from '../operation.ts'

/**
 * The history as a doubly linked ring in the order of time, from which an operation is lifted, and put back,
 * in O(1). A pending operation has no return entry: nothing ever forces it to be placed. `index` numbers the
 * operations.
 *
 * Source: Porcupine, checker.go, `node`; a return is told by its `kind`, not by a nil `match`.
 */
export type Entry<Input, Output> =
  | CallEntry<Input, Output>
  | PendingEntry<Input, Output>
  | ReturnEntry<Input, Output>
  | EndEntry<Input, Output>

export type CallEntry<Input, Output> = Links<Input, Output> & {
  readonly kind: 'call'
  readonly index: number
  readonly operation: ReturnedOperation<Input, Output>
  readonly outcome: Outcome<Output>
  readonly partner: ReturnEntry<Input, Output>
}

export type PendingEntry<Input, Output> = Links<Input, Output> & {
  readonly kind: 'pending'
  readonly index: number
  readonly operation: PendingOperation<Input>
  readonly outcome: Outcome<Output>
}

export type ReturnEntry<Input, Output> = Links<Input, Output> & {
  readonly kind: 'return'
  readonly operation: ReturnedOperation<Input, Output>
}

/** Both ends of the ring: its `next` is the first entry. */
export type EndEntry<Input, Output> = Links<Input, Output> & { readonly kind: 'end' }

type Links<Input, Output> = { before: Entry<Input, Output>; next: Entry<Input, Output> }

/**
 * Links the entries of a history, from the last to the first so that a call finds its partner, and gives the
 * end.
 */
export function linkEntries<Input, Output>(
  operations: readonly Operation<Input, Output>[],
): EndEntry<Input, Output> {
  // The cast: a ring of one points at itself, which no literal can say.
  const end = { kind: 'end' } as EndEntry<Input, Output>
  end.before = end
  end.next = end
  const partners: ReturnEntry<Input, Output>[] = []
  for (const { kind, index, operation } of marksOf(operations).toSorted(latestFirst)) {
    const before = end
    const next = end.next
    if (operation.kind === 'pending') {
      unlift({ kind: 'pending', index, operation, outcome: outcomeOf(operation), before, next })
    } else if (kind === 'return') {
      const entry: ReturnEntry<Input, Output> = { kind, operation, before, next }
      partners[index] = entry
      unlift(entry)
    } else {
      const partner = partners[index]
      if (partner === undefined)
        throw new Error('expected call <= return; checkOperations lets nothing else in')
      unlift({ kind, index, operation, outcome: outcomeOf(operation), partner, before, next })
    }
  }
  return end
}

/** Takes an entry out of the ring. It remembers its neighbours, so lifts must be undone last to first. */
export function lift<Input, Output>(entry: Entry<Input, Output>): void {
  entry.before.next = entry.next
  entry.next.before = entry.before
}

/** Puts an entry between the neighbours it remembers. */
export function unlift<Input, Output>(entry: Entry<Input, Output>): void {
  entry.before.next = entry
  entry.next.before = entry
}

type Mark<Input, Output> = {
  readonly kind: 'call' | 'return'
  readonly time: number
  readonly index: number
  readonly operation: Operation<Input, Output>
}

function marksOf<Input, Output>(operations: readonly Operation<Input, Output>[]): Mark<Input, Output>[] {
  const marks: Mark<Input, Output>[] = []
  let index = 0
  for (const operation of operations) {
    marks.push({ kind: 'call', time: operation.call, index, operation })
    if (operation.kind === 'returned')
      marks.push({ kind: 'return', time: operation.return, index, operation })
    index += 1
  }
  return marks
}

/** At one time calls come before returns: intervals are closed (see `Operation`). */
function latestFirst(left: Mark<unknown, unknown>, right: Mark<unknown, unknown>): number {
  if (left.time !== right.time) return right.time - left.time
  if (left.kind !== right.kind) return left.kind === 'return' ? -1 : 1
  return right.index - left.index
}
