import type { StateKey } from '../model.ts'
import { sortByKey } from '../engine/order.ts'
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

/** Calls and returns are sorted each by themselves, nearly sorted as they come, and merged. */
function eventsOf(operations: Operations): Int32Array {
  const size = operations.length
  const callTimes = new Float64Array(size)
  const returnTimes = new Float64Array(size)
  const calls = new Int32Array(size)
  const returns = new Int32Array(size)
  let returnCount = 0
  for (const [position, operation] of operations.entries()) {
    calls[position] = position
    callTimes[position] = operation.call
    if (operation.kind === 'pending') continue
    returns[returnCount++] = position
    returnTimes[position] = operation.return
  }
  sortByKey(calls, callTimes, size)
  sortByKey(returns, returnTimes, returnCount)
  const events = new Int32Array(size + returnCount)
  let called = 0
  let returned = 0
  for (let place = 0; place < events.length; place++) {
    const call = at(calls, called)
    const end = at(returns, returned)
    const isCall =
      called < size && (returned === returnCount || (callTimes[call] ?? 0) <= (returnTimes[end] ?? 0))
    events[place] = isCall ? 2 * call : 2 * end + 1
    if (isCall) called += 1
    else returned += 1
  }
  return events
}
