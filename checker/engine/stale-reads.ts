import { kinds, type Encoding } from './encoding.ts'
import { at } from './ints.ts'

/**
 * Looks, while a timeline is laid, for an operation that found what was no longer there: everyone who may have left the
 * value had returned before somebody was called who met or left another one, and that somebody had returned before the
 * operation was called. No order explains it. It takes a few steps an operation, and most of what a real store does wrong
 * shows here, without any search.
 *
 * For groups without an automaton, where operations name the values that they find and leave.
 */
export class StaleReads {
  /** Of each value: the latest return of those who leave it and have been called. */
  #lastReturn = new Float64Array(64)
  /** Of each value: the latest call of those who have returned and were told that it was not there. */
  #lastRefusal = new Float64Array(64)
  /** Of each operation that must find a value: the latest call of those who met another one and returned before. */
  #lastOther = new Float64Array(64)
  /** The latest call of all who have returned, but for those refused, and the value that they met or left. */
  #latest = -Infinity
  #latestValue = nobodys
  /** The same of those with any other value. */
  #latestOfOthers = -Infinity

  /** Begins with a group. */
  reset({ valueCount, size }: Encoding): void {
    if (this.#lastReturn.length < valueCount) {
      this.#lastReturn = new Float64Array(2 * valueCount)
      this.#lastRefusal = new Float64Array(2 * valueCount)
    }
    if (this.#lastOther.length < size) this.#lastOther = new Float64Array(2 * size)
    this.#lastReturn.fill(-Infinity, 0, valueCount)
    this.#lastRefusal.fill(-Infinity, 0, valueCount)
    this.#latest = this.#latestOfOthers = -Infinity
    this.#latestValue = nobodys
  }

  /** An operation is called. Calls and returns come in the order of time, calls first. */
  enter({ kind, a, b, return: end }: Encoding, operation: number): void {
    const what = at(kind, operation)
    if (what === kinds.readNot) return
    const value = at(a, operation)
    if (what !== kinds.write) {
      const other = value === this.#latestValue ? this.#latestOfOthers : this.#latest
      const refusal = this.#lastRefusal[value] as number
      this.#lastOther[operation] = other > refusal ? other : refusal
      if (what === kinds.read) return
    }
    const left = what === kinds.write ? value : at(b, operation)
    const returns = end[operation] as number
    if (returns > (this.#lastReturn[left] as number)) this.#lastReturn[left] = returns
  }

  /** An operation returns. False when it found what cannot have been there any more, or never was. */
  leave({ kind, a, b, call, initial }: Encoding, operation: number): boolean {
    const what = at(kind, operation)
    const value = at(a, operation)
    const called = call[operation] as number
    if (what === kinds.readNot) {
      if (called > (this.#lastRefusal[value] as number)) this.#lastRefusal[value] = called
      return true
    }
    if (what !== kinds.write) {
      const lastReturn = this.#lastReturn[value] as number
      if (lastReturn < (this.#lastOther[operation] as number)) return false
      if (lastReturn === -Infinity && value !== initial) return false
    }
    const left = what === kinds.swap ? at(b, operation) : value
    if (called > this.#latest) {
      if (left !== this.#latestValue) this.#latestOfOthers = this.#latest
      this.#latest = called
      this.#latestValue = left
    } else if (left !== this.#latestValue && called > this.#latestOfOthers) {
      this.#latestOfOthers = called
    }
    return true
  }
}

/** No value has this number. */
const nobodys = -1
