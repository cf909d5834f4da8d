import { at, grown, room, type Ints } from './ints.ts'

/** Of an entry: the next one in its chain plus 1, position, state, used, owed. */
const entryInts = 5

/** As `Seen`, where a set of slots is one number. */
export class NarrowSeen {
  /** Heads of chains: 0, or the place of an entry plus 1. */
  #heads: Ints = new Int32Array(256)
  #entries: Ints = new Int32Array(256 * entryInts)
  #end = 0

  reset(): void {
    const heads = this.#heads
    if (this.#end > heads.length) heads.fill(0)
    else for (let entry = 0; entry < this.#end; entry += entryInts) heads[this.#chainOf(entry)] = 0
    this.#end = 0
  }

  /** How many ints it holds on to. */
  get capacity(): number {
    return this.#heads.length + this.#entries.length
  }

  /** Enters a configuration: false when one that is at least as good has been entered before. */
  enter(position: number, state: number, used: number, owed: number): boolean {
    const entries = this.#entries
    const chain = chainOf(position, state) & (this.#heads.length - 1)
    const head = at(this.#heads, chain)
    for (let entry = head; entry !== 0; entry = at(entries, entry - 1)) {
      if (at(entries, entry) !== position || at(entries, entry + 1) !== state) continue
      if ((at(entries, entry + 2) & ~used) === 0 && (at(entries, entry + 3) & ~owed) === 0) return false
    }
    const end = this.#end
    entries[end] = head
    entries[end + 1] = position
    entries[end + 2] = state
    entries[end + 3] = used
    entries[end + 4] = owed
    this.#heads[chain] = end + 1
    this.#end = end + entryInts
    if (this.#end === entries.length) this.#grow()
    return true
  }

  /** As many chains as there is room for entries. */
  #grow(): void {
    const entries = (this.#entries = grown(this.#entries, this.#entries.length * 2))
    const heads = (this.#heads = room(this.#heads.length * 2))
    for (let entry = 0; entry < this.#end; entry += entryInts) {
      const chain = this.#chainOf(entry)
      entries[entry] = at(heads, chain)
      heads[chain] = entry + 1
    }
  }

  #chainOf(entry: number): number {
    return chainOf(at(this.#entries, entry + 1), at(this.#entries, entry + 2)) & (this.#heads.length - 1)
  }
}

/** The bits above the number of chains are to be cut off. */
function chainOf(position: number, state: number): number {
  return Math.imul(position, 31) + state
}
