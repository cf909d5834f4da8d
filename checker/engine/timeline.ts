import type { Encoding } from './encoding.ts'
import { at, atLeast, type Ints } from './ints.ts'
import { sortByKey } from './order.ts'
import type { StaleReads } from './stale-reads.ts'

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
  calls: Ints = new Int32Array(0)
  /** How many have been called at each position. */
  callsBy: Ints = new Int32Array(64)
  /** Of each operation. */
  slot: Ints = new Int32Array(64)
  /** Of each operation; `afterAll` for pending ones. */
  position: Ints = new Int32Array(64)
  slotCount = 0
  #free: Ints = new Int32Array(64)
  /** 0, 1, 2, …: the order of calls in most histories. */
  #asTheyCome: Ints = new Int32Array(0)

  /**
   * Follows the calls. `returns` begins with what has returned by then; next in it is what is open, in the order in
   * which it will return. Those are few, and who is called last mostly returns last. False when `stale` objects to an
   * operation: then nothing is laid.
   */
  lay(encoding: Encoding, stale?: StaleReads): boolean {
    const { size, call, return: end } = encoding
    this.#reserve(size)
    this.#orderCalls(encoding)
    stale?.reset(encoding)
    const { calls, returns, callsBy, position, slot } = this
    const free = this.#free
    let returned = 0
    let returning = 0
    let freeCount = 0
    let slotsGiven = 0
    let movesLeft = 16 * size + 64
    this.slotCount = 0
    for (let called = 0; called <= size; called++) {
      const now = called === size ? Infinity : (call[at(calls, called)] as number)
      for (; returned < returning; returned++) {
        const first = at(returns, returned)
        if ((end[first] as number) >= now) break
        if (stale !== undefined && !stale.leave(encoding, first)) return false
        position[first] = returned
        callsBy[returned] = called
        free[freeCount++] = at(slot, first)
        this.slotCount = slotsGiven
      }
      if (called === size) break
      const operation = at(calls, called)
      stale?.enter(encoding, operation)
      slot[operation] = freeCount > 0 ? at(free, --freeCount) : slotsGiven++
      const until = end[operation] as number
      if (until === Infinity) position[operation] = afterAll
      else if (movesLeft >= 0) {
        let place = returning++
        for (; place > returned && (end[at(returns, place - 1)] as number) > until; place--) {
          returns[place] = at(returns, place - 1)
        }
        returns[place] = operation
        movesLeft -= returning - place
        if (movesLeft < 0) returning = this.#sortAhead(encoding, called + 1, returned, returning)
      }
    }
    this.returnCount = returned
    return true
  }

  #reserve(size: number): void {
    this.returns = atLeast(this.returns, size)
    this.callsBy = atLeast(this.callsBy, size + 1)
    this.slot = atLeast(this.slot, size)
    this.position = atLeast(this.position, size)
    this.#free = atLeast(this.#free, size)
  }

  #orderCalls({ isSorted, size, call }: Encoding): void {
    if (this.#asTheyCome.length < size) {
      this.#asTheyCome = new Int32Array(2 * size)
      for (let operation = 0; operation < 2 * size; operation++) this.#asTheyCome[operation] = operation
    }
    this.calls = this.#asTheyCome
    if (isSorted) return
    this.calls = this.#asTheyCome.slice(0, size)
    sortByKey(this.calls, call, size)
  }

  /** Where so much is open that all returns had better be sorted at once. Returns how many there are. */
  #sortAhead({ size, return: end }: Encoding, called: number, returned: number, returning: number): number {
    const { calls, returns } = this
    let count = returning
    for (let call = called; call < size; call++) {
      const operation = at(calls, call)
      if ((end[operation] as number) < Infinity) returns[count++] = operation
    }
    sortByKey(returns.subarray(returned), end, count - returned)
    return count
  }
}

/** The position of what never returns. */
export const afterAll = 0x7fff_ffff
