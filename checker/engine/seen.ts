import { at, grown, room, type Ints } from './ints.ts'

/**
 * The configurations that the search has been in, each with all it leads to: a position, a state, the
 * operations of the window that are used up and those that are still owed.
 *
 * A configuration need not be entered when one with the same position and state has been in which no more is
 * used up and no more is owed: whatever can be done from the new one can be done from that.
 */
export class Seen {
  #words = 1
  /** Heads of chains, by position and state: 0, or the place of an entry plus 1. */
  #slots: Ints = new Int32Array(256)
  #heads = 0
  /** Entries: next in the chain, position, state, used words, owed words. */
  #entries: Ints = new Int32Array(4096)
  #end = 0

  reset(words: number): void {
    this.#words = words
    if (this.#end > 0) this.#slots.fill(0)
    this.#heads = 0
    this.#end = 0
  }

  /** How many ints it holds on to. */
  get capacity(): number {
    return this.#slots.length + this.#entries.length
  }

  /** Enters a configuration: false when one that is at least as good has been entered before. */
  enter(position: number, state: number, masks: Ints, used: number, owed: number): boolean {
    const slot = this.#slotOf(position, state)
    const head = at(this.#slots, slot)
    for (let entry = head; entry !== 0; entry = at(this.#entries, entry - 1)) {
      if (this.#isAsGood(entry + 2, masks, used, owed)) return false
    }
    this.#append(head, position, state, masks, used, owed)
    this.#slots[slot] = this.#last + 1
    if (head === 0) {
      this.#heads += 1
      if (this.#heads * 2 > this.#slots.length) this.#growSlots()
    }
    return true
  }

  get #last(): number {
    return this.#end - 3 - 2 * this.#words
  }

  #isAsGood(entryMasks: number, masks: Ints, used: number, owed: number): boolean {
    const words = this.#words
    const entries = this.#entries
    for (let word = 0; word < words; word++) {
      if ((at(entries, entryMasks + word) & ~at(masks, used + word)) !== 0) return false
      if ((at(entries, entryMasks + words + word) & ~at(masks, owed + word)) !== 0) return false
    }
    return true
  }

  #append(next: number, position: number, state: number, masks: Ints, used: number, owed: number): void {
    const words = this.#words
    if (this.#end + 3 + 2 * words > this.#entries.length) {
      this.#entries = grown(this.#entries, this.#entries.length * 2 + 2 * words)
    }
    const entries = this.#entries
    const start = this.#end
    entries[start] = next
    entries[start + 1] = position
    entries[start + 2] = state
    for (let word = 0; word < words; word++) {
      entries[start + 3 + word] = at(masks, used + word)
      entries[start + 3 + words + word] = at(masks, owed + word)
    }
    this.#end = start + 3 + 2 * words
  }

  #slotOf(position: number, state: number): number {
    const mask = this.#slots.length - 1
    let slot = hash(position, state) & mask
    // Ends: at least half of the slots are free.
    for (;;) {
      const head = at(this.#slots, slot)
      if (head === 0) return slot
      if (at(this.#entries, head) === position && at(this.#entries, head + 1) === state) return slot
      slot = (slot + 1) & mask
    }
  }

  #growSlots(): void {
    const old = this.#slots
    this.#slots = room(old.length * 2)
    for (const head of old) {
      if (head === 0) continue
      this.#slots[this.#slotOf(at(this.#entries, head), at(this.#entries, head + 1))] = head
    }
  }
}

function hash(position: number, state: number): number {
  const mixed = Math.imul(Math.imul(position, 0x9e3779b1) ^ state, 0x85ebca6b)
  return mixed ^ (mixed >>> 15)
}
