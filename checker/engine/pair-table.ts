import { at, room, type Ints } from './ints.ts'

/** What stands for no value; values are -1 and up. */
export const absent = -2

/** A map from pairs of whole numbers to whole numbers from -1: open addressing, in one array. */
export class PairTable {
  /** Of each slot: the pair, and the value less `absent`; a 0 there says that the slot is free. */
  #slots: Ints = room(3 * 256)
  #mask = 255
  #count = 0

  /** Empties it. */
  reset(): void {
    if (this.#count > 0) this.#slots.fill(0)
    this.#count = 0
  }

  /** How many ints it holds on to. */
  get capacity(): number {
    return this.#slots.length
  }

  /** Where a pair is, or belongs. It holds until the next `set`. */
  slotOf(first: number, second: number): number {
    const slots = this.#slots
    const mask = this.#mask
    const mixed = Math.imul(Math.imul(first, 0x9e3779b1) ^ second, 0x85ebca6b)
    let slot = (mixed ^ (mixed >>> 15)) & mask
    // Ends: at least half of the slots are free.
    for (;;) {
      const place = 3 * slot
      if (at(slots, place + 2) === 0) return place
      if (at(slots, place) === first && at(slots, place + 1) === second) return place
      slot = (slot + 1) & mask
    }
  }

  valueAt(slot: number): number {
    return at(this.#slots, slot + 2) + absent
  }

  set(slot: number, first: number, second: number, value: number): void {
    this.#slots[slot] = first
    this.#slots[slot + 1] = second
    this.#slots[slot + 2] = value - absent
    this.#count += 1
    if (this.#count * 6 > this.#slots.length) this.#grow()
  }

  #grow(): void {
    const old = this.#slots
    this.#slots = room(old.length * 2)
    this.#mask = this.#mask * 2 + 1
    for (let place = 0; place < old.length; place += 3) {
      if (at(old, place + 2) === 0) continue
      const slot = this.slotOf(at(old, place), at(old, place + 1))
      for (let offset = 0; offset < 3; offset++) this.#slots[slot + offset] = at(old, place + offset)
    }
  }
}
