import { at, type Ints } from './ints.ts'

/**
 * Sorts the first `count` of `order`, which are positions in `keys`, by key; equal keys keep their order.
 *
 * A recorded history is nearly sorted, in whatever order it was written down: an insertion sort moves each
 * operation past those that were concurrent with it. When that turns out not to be so, a merge sort takes
 * over, O(n log n).
 */
export function sortByKey(order: Ints, keys: Float64Array, count: number): void {
  let movesLeft = 16 * count + 64
  for (let sorted = 1; sorted < count; sorted++) {
    const moving = at(order, sorted)
    const key = keys[moving] as number
    let place = sorted
    while (place > 0 && (keys[at(order, place - 1)] as number) > key) {
      order[place] = at(order, place - 1)
      place -= 1
    }
    order[place] = moving
    movesLeft -= sorted - place
    if (movesLeft < 0) return mergeSort(order, keys, count)
  }
}

/** Sorts the first `count` of `numbers`; those of a history are nearly sorted as they come. */
export function sortNumbers(numbers: Float64Array, count: number): void {
  let movesLeft = 16 * count + 64
  for (let sorted = 1; sorted < count && movesLeft >= 0; sorted++) {
    const moving = numbers[sorted] as number
    let place = sorted
    while (place > 0 && (numbers[place - 1] as number) > moving) {
      numbers[place] = numbers[place - 1] as number
      place -= 1
    }
    numbers[place] = moving
    movesLeft -= sorted - place
  }
  if (movesLeft < 0) numbers.set(numbers.subarray(0, count).toSorted())
}

function mergeSort(order: Ints, keys: Float64Array, count: number): void {
  let from = order.subarray(0, count)
  let to = new Int32Array(count)
  for (let width = 1; width < count; width *= 2) {
    for (let start = 0; start < count; start += 2 * width) {
      const middle = Math.min(start + width, count)
      merge(from, to, keys, start, middle, Math.min(middle + width, count))
    }
    ;[from, to] = [to, from]
  }
  order.set(from)
}

function merge(from: Ints, to: Ints, keys: Float64Array, start: number, middle: number, end: number): void {
  let left = start
  let right = middle
  for (let place = start; place < end; place++) {
    const takesLeft =
      left < middle && (right >= end || (keys[at(from, left)] as number) <= (keys[at(from, right)] as number))
    to[place] = takesLeft ? at(from, left++) : at(from, right++)
  }
}
