import { at, grown, room, type Ints } from './ints.ts'

/** Of an entry: the next one in its chain plus 1, its hash, position and state; then the set of slots. */
const entryHash = 1
const entryPosition = 2
export const entryState = 3
export const entryDone = 4

/**
 * Configurations in which somebody has been: a position, a state, and the operations of the window that are done.
 *
 * One is as good as another with the same position and state when it has used up nothing that the other has not, and all
 * is done in it that is done in the other. Most operations are used up when they are done. But *reads* are not used up,
 * and *pending* operations need not be done.
 */
export class Configurations {
  entries: Ints = new Int32Array(2048)
  end = 0
  /** The size of an entry. */
  stride = entryDone + 1
  #words = 1
  #reads: Ints = new Int32Array(1)
  #pending: Ints = new Int32Array(1)
  /** Heads of chains: 0, or the place of an entry plus 1. */
  #heads: Ints = new Int32Array(256)

  /** `reads` and `pending`: the slots of such operations that are open, as sets of so many words. */
  reset(words: number, reads: Ints, pending: Ints): void {
    this.#words = words
    this.#reads = reads
    this.#pending = pending
    this.clear()
    this.stride = entryDone + words
  }

  clear(): void {
    const heads = this.#heads
    if (this.end > heads.length) heads.fill(0)
    else {
      for (let entry = entryHash; entry < this.end; entry += this.stride) {
        heads[at(this.entries, entry) & (heads.length - 1)] = 0
      }
    }
    this.end = 0
  }

  /** How many ints it holds on to. */
  get capacity(): number {
    return this.#heads.length + this.entries.length
  }

  /** Is there one that is as good? The set is in `sets`, from `done` on. */
  has(position: number, state: number, sets: Ints, done: number): boolean {
    if (this.end === 0) return false
    const { entries } = this
    const hash = this.#hashOf(position, state, sets, done)
    let entry = at(this.#heads, hash & (this.#heads.length - 1)) - 1
    for (; entry >= 0; entry = at(entries, entry) - 1) {
      if (at(entries, entry + entryHash) !== hash || at(entries, entry + entryState) !== state) continue
      if (at(entries, entry + entryPosition) === position && this.#isAsGood(entry, sets, done)) return true
    }
    return false
  }

  #isAsGood(entry: number, sets: Ints, done: number): boolean {
    for (let word = 0; word < this.#words; word++) {
      const one = at(this.entries, entry + entryDone + word)
      const other = at(sets, done + word)
      if ((one & ~other & ~at(this.#reads, word)) !== 0) return false
      if ((other & ~one & ~at(this.#pending, word)) !== 0) return false
    }
    return true
  }

  add(position: number, state: number, sets: Ints, done: number): void {
    const start = this.end
    const { stride } = this
    if (start + stride > this.entries.length)
      this.entries = grown(this.entries, this.entries.length * 2 + stride)
    const { entries } = this
    entries[start + entryHash] = this.#hashOf(position, state, sets, done)
    entries[start + entryPosition] = position
    entries[start + entryState] = state
    for (let word = 0; word < this.#words; word++) entries[start + entryDone + word] = at(sets, done + word)
    this.end = start + stride
    // On average, no more than one in each chain.
    if (this.end <= this.#heads.length * stride) return this.#link(start)
    this.#heads = room(this.#heads.length * 2)
    for (let entry = 0; entry < this.end; entry += stride) this.#link(entry)
  }

  #link(entry: number): void {
    const chain = at(this.entries, entry + entryHash) & (this.#heads.length - 1)
    this.entries[entry] = at(this.#heads, chain)
    this.#heads[chain] = entry + 1
  }

  /** Those of which one may be as good as the other have one hash. */
  #hashOf(position: number, state: number, sets: Ints, done: number): number {
    let hash = Math.imul(position, 31) + state
    for (let word = 0; word < this.#words; word++) {
      const told = at(sets, done + word) & ~at(this.#reads, word) & ~at(this.#pending, word)
      hash = Math.imul(hash, 0x9e3779b1) ^ told
    }
    hash = Math.imul(hash, 0x85ebca6b)
    return hash ^ (hash >>> 15)
  }
}
