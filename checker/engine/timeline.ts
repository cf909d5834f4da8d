import type { Encoding } from './encoding.ts'
import { at, atLeast, type Ints } from './ints.ts'
import { sortByKey } from './order.ts'

/**
 * A group in the order of time. Position p is the p-th return; the operations called by then and not returned
 * before are the *window* at p. Each operation of the window has a slot of its own, which is used again when
 * it has returned. (Closed intervals: what is called at the time of a return is called before it.)
 */
export class Timeline {
  /** Operations that return, in the order of their returns. */
  returns: Ints = new Int32Array(64)
  returnCount = 0
  /** Operations in the order of their calls, up to the last return. */
  calls: Ints = new Int32Array(64)
  /** How many have been called at each position. */
  callsBy: Ints = new Int32Array(64)
  /** Of each operation. */
  slot: Ints = new Int32Array(64)
  /** Of each operation; `returnCount` for pending ones. */
  position: Ints = new Int32Array(64)
  slotCount = 0
  #free: Ints = new Int32Array(64)

  lay(encoding: Encoding): void {
    const { size } = encoding
    this.returns = atLeast(this.returns, size)
    this.calls = atLeast(this.calls, size)
    this.callsBy = atLeast(this.callsBy, size + 1)
    this.slot = atLeast(this.slot, size)
    this.position = atLeast(this.position, size)
    this.#free = atLeast(this.#free, size)
    this.#sort(encoding)
    this.#giveSlots(encoding)
  }

  #sort(encoding: Encoding): void {
    const { size, return: end } = encoding
    const { calls, returns, position } = this
    let returnCount = 0
    for (let operation = 0; operation < size; operation++) {
      calls[operation] = operation
      if ((end[operation] as number) < Infinity) returns[returnCount++] = operation
    }
    if (!encoding.isSorted) sortByKey(calls, encoding.call, size)
    sortByKey(returns, end, returnCount)
    position.fill(returnCount, 0, size)
    for (let place = 0; place < returnCount; place++) position[at(returns, place)] = place
    this.returnCount = returnCount
  }

  #giveSlots(encoding: Encoding): void {
    const { size, call, return: end } = encoding
    const { calls, returns, callsBy, slot, returnCount } = this
    const free = this.#free
    let freeCount = 0
    let slotCount = 0
    let called = 0
    for (let place = 0; place < returnCount; place++) {
      const returning = at(returns, place)
      const time = end[returning] as number
      while (called < size && (call[at(calls, called)] as number) <= time) {
        slot[at(calls, called)] = freeCount > 0 ? at(free, --freeCount) : slotCount++
        called += 1
      }
      callsBy[place] = called
      free[freeCount++] = at(slot, returning)
    }
    this.slotCount = slotCount
  }
}
