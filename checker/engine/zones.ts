import { sortNumbers } from './order.ts'

/**
 * Gibbons & Korach 1997, theorem 4.2 (cluster = block): where every value that is read is written once, the
 * operations on one value form a block, which no other write may interrupt. A block must last from its first
 * return to its last call. If the return comes first, that is its *forward zone*, and it can be kept to just
 * that time; otherwise all its operations are open from the last call to the first return, its *backward
 * zone*, and it fits into one moment of it. So there is an order exactly when no two forward zones overlap, and
 * no backward zone lies within a forward one.
 *
 * Closed intervals: zones that only touch do not overlap.
 */
export class Zones {
  #starts = new Float64Array(64)
  #ends = new Float64Array(64)
  #forwardCount = 0
  /** Pairs of last call and first return. */
  #backward = new Float64Array(128)
  #backwardEnd = 0

  /** Forgets all blocks, and makes room for so many. */
  reset(blocks: number): void {
    this.#forwardCount = 0
    this.#backwardEnd = 0
    if (blocks <= this.#starts.length) return
    this.#starts = new Float64Array(blocks)
    this.#ends = new Float64Array(blocks)
    this.#backward = new Float64Array(2 * blocks)
  }

  /** A block with its first return and its last call. */
  add(firstReturn: number, lastCall: number): void {
    if (firstReturn >= lastCall) {
      if (this.#backwardEnd === this.#backward.length) this.#backward = doubled(this.#backward)
      this.#backward[this.#backwardEnd] = lastCall
      this.#backward[this.#backwardEnd + 1] = firstReturn
      this.#backwardEnd += 2
      return
    }
    if (this.#forwardCount === this.#starts.length) {
      this.#starts = doubled(this.#starts)
      this.#ends = doubled(this.#ends)
    }
    this.#starts[this.#forwardCount] = firstReturn
    this.#ends[this.#forwardCount] = lastCall
    this.#forwardCount += 1
  }

  /** Is there room for all blocks? O(n log n). */
  fit(): boolean {
    const starts = this.#starts
    const ends = this.#ends
    sortNumbers(starts, this.#forwardCount)
    sortNumbers(ends, this.#forwardCount)
    // Disjoint intervals end in the order in which they start, and each before the next starts; and if the k-th
    // end is before the start after it for every k, no interval can reach over one.
    for (let zone = 1; zone < this.#forwardCount; zone++) {
      if ((ends[zone - 1] as number) > (starts[zone] as number)) return false
    }
    for (let place = 0; place < this.#backwardEnd; place += 2) {
      const end = this.#endAround(this.#backward[place] as number)
      if (end > (this.#backward[place + 1] as number)) return false
    }
    return true
  }

  /**
   * After `fit`: a moment for a block outside all forward zones, within its backward zone; or the start of its
   * own forward zone. Sorted by moment, backward blocks before the forward one of the same moment, the blocks
   * are in an order that respects real time.
   */
  momentOf(firstReturn: number, lastCall: number): number {
    return firstReturn < lastCall ? firstReturn : Math.max(lastCall, this.#endAround(lastCall))
  }

  /** The end of the forward zone that begins before a moment, the last of them; -Infinity if there is none. */
  #endAround(moment: number): number {
    let low = 0
    let high = this.#forwardCount
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#starts[middle] as number) < moment) low = middle + 1
      else high = middle
    }
    return low === 0 ? -Infinity : (this.#ends[low - 1] as number)
  }
}

function doubled(numbers: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(numbers.length * 2)
  larger.set(numbers)
  return larger
}
