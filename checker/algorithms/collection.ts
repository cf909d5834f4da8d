import type { StateKey } from '../model.ts'
import type { Operation } from '../operation.ts'
import { at } from './ints.ts'

/** What a queue and a stack have in common: values come in and go out. */
type Input = { readonly kind: string; readonly value?: StateKey }
type Output =
  | { readonly kind: 'done' }
  | { readonly kind: 'value'; readonly value: StateKey }
  | { readonly kind: 'empty' }
type Operations = readonly Operation<Input, Output>[]

/** The elements of a history: its values, and its answers `empty`. Operations are positions in it. */
export type Collection = {
  /** Calls, as `2 * position`, and returns, as `2 * position + 1`, in the order of time; calls first. */
  readonly events: Int32Array
  /** By position; `taker` for a pending removal, `lost` for a pending insertion whose value nobody gets. */
  readonly elementOf: Int32Array
  /** By element, who brings it in. */
  readonly insertions: Int32Array
  /** By element, who takes it out: -1 for nobody, the same as its insertion for an answer `empty`. */
  readonly removals: Int32Array
}

export const taker = -1
export const lost = -2

/**
 * `false` when a value leaves twice or never came, or an answer is of a wrong kind; `undefined` when a value
 * comes twice. O(n log n) for sorting; O(n) when the operations come nearly in the order of time.
 */
export function collect(operations: Operations): Collection | false | undefined {
  const size = operations.length
  const elementOf = new Int32Array(size).fill(taker)
  const insertions = new Int32Array(size)
  const removals = new Int32Array(size).fill(-1)
  const named = new Map<StateKey, number>()
  let count = 0
  const add = (position: number): number => {
    insertions[count] = position
    elementOf[position] = count
    return count++
  }
  for (const [position, { input }] of operations.entries()) {
    if (input.value === undefined) continue
    if (named.has(input.value)) return undefined
    named.set(input.value, add(position))
  }
  for (const [position, operation] of operations.entries()) {
    if (operation.kind === 'pending') continue
    const { input, output } = operation
    if ((input.value === undefined) === (output.kind === 'done')) return false
    if (output.kind === 'done') continue
    const element = output.kind === 'value' ? named.get(output.value) : add(position)
    if (element === undefined || at(removals, element) >= 0) return false
    removals[element] = position
    elementOf[position] = element
  }
  for (const [position, { kind }] of operations.entries()) {
    const element = at(elementOf, position)
    if (kind === 'pending' && element >= 0 && at(removals, element) < 0) elementOf[position] = lost
  }
  return {
    events: eventsOf(operations),
    elementOf,
    insertions: insertions.subarray(0, count),
    removals: removals.subarray(0, count),
  }
}

/** In a history in order, an insertion sort moves each event only past those of concurrent operations. */
function eventsOf(operations: Operations): Int32Array {
  const times = new Float64Array(2 * operations.length)
  const events = new Int32Array(2 * operations.length)
  let count = 0
  for (const [position, operation] of operations.entries()) {
    times[2 * position] = operation.call
    events[count++] = 2 * position
    if (operation.kind === 'pending') continue
    times[2 * position + 1] = operation.return
    events[count++] = 2 * position + 1
  }
  const compare = (left: number, right: number): number =>
    (times[left] ?? 0) - (times[right] ?? 0) || (left & 1) - (right & 1)
  let movesLeft = 64 * count
  for (let sorted = 1; sorted < count && movesLeft >= 0; sorted++) {
    const event = at(events, sorted)
    let place = sorted
    for (; place > 0 && compare(at(events, place - 1), event) > 0; place--)
      events[place] = at(events, place - 1)
    events[place] = event
    movesLeft -= sorted - place
  }
  const all = events.subarray(0, count)
  return movesLeft < 0 ? all.toSorted(compare) : all
}
