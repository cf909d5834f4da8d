import { createBitset, wordAt, type Bitset } from './bitset.ts'

/**
 * The configurations a search has been in: which operations are placed, and the number of the state they led
 * to. From one configuration the search can only ever do the same again, so it is entered once (Lowe 2017).
 *
 * Kept flat, because a search lives for microseconds and is run hundreds of thousands of times: `slots` is an
 * open-addressed hash table of positions in `stored` (0 is a free slot), where each configuration takes
 * `words + 1` words. Source: Porcupine, checker.go, `cacheContains`, with its map of buckets.
 */
export type Configurations = {
  /** Adds a configuration; false when it was there already. */
  readonly enter: (placed: Bitset, state: number) => boolean
}

/** 64 bytes: V8 keeps typed arrays up to that size on its own heap, where they cost little to make. */
const slotsAtFirst = 16

export function createConfigurations(operations: number): Configurations {
  const words = createBitset(operations).length
  const width = words + 1
  let slots = new Uint32Array(slotsAtFirst)
  let stored = new Uint32Array((slotsAtFirst / 2) * width)
  let count = 0

  /** The slot that holds a configuration, or the free one where it belongs. */
  function slotOf(placed: Uint32Array, placedAt: number, state: number): number {
    const mask = slots.length - 1
    let slot = hash(placed, placedAt, words, state) & mask
    // Ends: at least half of the slots are free.
    for (;;) {
      const position = wordAt(slots, slot)
      if (position === 0 || same((position - 1) * width, placed, placedAt, state)) return slot
      slot = (slot + 1) & mask
    }
  }

  function same(start: number, placed: Uint32Array, placedAt: number, state: number): boolean {
    if (wordAt(stored, start + words) !== state) return false
    for (let word = 0; word < words; word++) {
      if (wordAt(stored, start + word) !== wordAt(placed, placedAt + word)) return false
    }
    return true
  }

  function grow(): void {
    slots = new Uint32Array(slots.length * 2)
    const larger = new Uint32Array(stored.length * 2)
    larger.set(stored)
    stored = larger
    for (let position = 0; position < count; position++) {
      const start = position * width
      slots[slotOf(stored, start, wordAt(stored, start + words))] = position + 1
    }
  }

  function enter(placed: Bitset, state: number): boolean {
    const slot = slotOf(placed, 0, state)
    if (wordAt(slots, slot) !== 0) return false
    stored.set(placed, count * width)
    stored[count * width + words] = state
    count += 1
    slots[slot] = count
    if (count * 2 === slots.length) grow()
    return true
  }

  return { enter }
}

/** Murmur-like mixing; the last shift brings high bits down to where the mask looks. */
function hash(placed: Uint32Array, placedAt: number, words: number, state: number): number {
  let mixed = Math.imul(state + 1, 0x9e3779b1)
  for (let word = 0; word < words; word++) {
    mixed = Math.imul(mixed ^ wordAt(placed, placedAt + word), 0x85ebca6b)
    mixed ^= mixed >>> 15
  }
  return mixed ^ (mixed >>> 13)
}
