import type { Algorithm } from '../algorithm.ts'
import type { StateKey } from '../model.ts'
import type { ListInput, ListOutput } from '../models/list.ts'
import type { Operation } from '../operation.ts'

/**
 * An append-only list to which each value is appended once; elsewhere it does not apply. Exact, with pending
 * operations. O(n log n) for sorting the calls, O(n) beside, n with the values that were read.
 *
 * What was read must be a beginning of what the longest read saw, and that one says in which order its values
 * came. So an append of one of them, the nth, has the place n; a read of n values comes right after it. All
 * appends of other values come last, for no read saw them, and those of them that are pending may be left out.
 * Within a place any order of the intervals will do, and two places contradict each other only if an operation
 * of the later one returned before one of the earlier was called.
 *
 * Source: lists as records of their own order, Kingsbury and Alvaro 2020, "Elle".
 */
export const listAlgorithm: Algorithm<ListInput, ListOutput> = {
  name: 'list',
  decide: (operations) => {
    const order = orderOf(operations)
    return order && order !== 'none'
  },
  linearize: (operations) => {
    const order = orderOf(operations)
    return order === undefined || order === 'none' ? [] : order
  },
}

type Operations = readonly Operation<ListInput, ListOutput>[]

/** Positions in a legal order; `undefined` where the algorithm does not apply. */
function orderOf(operations: Operations): readonly number[] | 'none' | undefined {
  const appended = appendedIn(operations)
  if (appended === undefined) return undefined
  const longest = longestRead(operations)
  const places = new Map<StateKey, number>()
  for (const [index, value] of longest.entries()) {
    if (places.has(value) || !appended.has(value)) return 'none'
    places.set(value, 2 * index + 1)
  }
  const order: { readonly position: number; readonly place: number; readonly call: number }[] = []
  for (const [position, operation] of operations.entries()) {
    const { input, call } = operation
    if (input.kind === 'append') {
      const place = places.get(input.value)
      if (place === undefined && operation.kind === 'pending') continue
      order.push({ position, place: place ?? Infinity, call })
    } else if (operation.kind === 'returned') {
      const values = valuesOf(operation.output)
      if (values.some((value, index) => value !== longest[index])) return 'none'
      order.push({ position, place: 2 * values.length, call })
    }
  }
  order.sort((left, right) =>
    left.place === right.place ? left.call - right.call : left.place - right.place,
  )
  return isInTime(operations, order) ? order.map(({ position }) => position) : 'none'
}

/** The values of all appends; `undefined` if one comes twice, or an answer is not of its call. */
function appendedIn(operations: Operations): ReadonlySet<StateKey> | undefined {
  const appended = new Set<StateKey>()
  for (const operation of operations) {
    const { input } = operation
    const isAppend = input.kind === 'append'
    if (operation.kind === 'returned' && (operation.output.kind === 'done') !== isAppend) return undefined
    if (!isAppend) continue
    // What is not equal to itself is in no answer.
    if (appended.has(input.value) || input.value !== input.value) return undefined
    appended.add(input.value)
  }
  return appended
}

function longestRead(operations: Operations): readonly StateKey[] {
  let longest: readonly StateKey[] = []
  for (const operation of operations) {
    if (operation.kind === 'pending') continue
    const values = valuesOf(operation.output)
    if (values.length > longest.length) longest = values
  }
  return longest
}

function valuesOf(output: ListOutput): readonly StateKey[] {
  return output.kind === 'values' ? output.values : []
}

function isInTime(operations: Operations, order: readonly { readonly position: number }[]): boolean {
  let latestCall = -Infinity
  for (const { position } of order) {
    const operation = operations[position] as Operations[number]
    if (operation.kind === 'returned' && operation.return < latestCall) return false
    latestCall = Math.max(latestCall, operation.call)
  }
  return true
}
