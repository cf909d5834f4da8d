/** What a `PairTable` says of a pair that it does not hold. */
export const absent = -0x80000000

const slotInts = 4

/** Pairs of numbers from 0, each with a number: a map without objects. Linear probing, at most half full. */
export class PairTable {
  /** Slots of first + 1 (0: empty), second, value, and one number that fills the slot up. */
  #slots: Int32Array
  #mask: number
  #size = 0

  constructor(slots = 1 << 10) {
    this.#slots = new Int32Array(slots * slotInts)
    this.#mask = slots - 1
  }

  get size(): number {
    return this.#size
  }

  get bytes(): number {
    return this.#slots.byteLength
  }

  get(first: number, second: number): number {
    const slots = this.#slots
    for (let slot = mixed(first, second) & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const at = slot * slotInts
      const key = slots[at] ?? 0
      if (key === 0) return absent
      if (key === first + 1 && slots[at + 1] === second) return slots[at + 2] ?? 0
    }
  }

  /** The pair must not be in the table. */
  add(first: number, second: number, value: number): void {
    if (this.#size * 2 > this.#mask) this.#grow()
    this.#size += 1
    const slots = this.#slots
    let slot = mixed(first, second) & this.#mask
    while (slots[slot * slotInts] !== 0) slot = (slot + 1) & this.#mask
    slots[slot * slotInts] = first + 1
    slots[slot * slotInts + 1] = second
    slots[slot * slotInts + 2] = value
  }

  #grow(): void {
    const old = this.#slots
    this.#slots = new Int32Array(old.length * 2)
    this.#mask = this.#mask * 2 + 1
    this.#size = 0
    for (let at = 0; at < old.length; at += slotInts) {
      const key = old[at] ?? 0
      if (key !== 0) this.add(key - 1, old[at + 1] ?? 0, old[at + 2] ?? 0)
    }
  }
}

function mixed(first: number, second: number): number {
  let hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return hash ^ (hash >>> 13)
}

/** Lists of numbers, one behind the other in one array. A list has a number, from 0. */
export class IntLists {
  #ints = new Int32Array(1 << 10)
  #ends = new Int32Array(1 << 8)
  #count = 0

  get count(): number {
    return this.#count
  }

  get bytes(): number {
    return this.#ints.byteLength + this.#ends.byteLength
  }

  /** For the hot loops: read from `startOf(list)` up to `endOf(list)`, before the next `add`. */
  get ints(): Int32Array {
    return this.#ints
  }

  startOf(list: number): number {
    return list === 0 ? 0 : (this.#ends[list - 1] ?? 0)
  }

  endOf(list: number): number {
    return this.#ends[list] ?? 0
  }

  add(ints: ArrayLike<number>): number {
    const start = this.startOf(this.#count)
    const end = start + ints.length
    if (end > this.#ints.length) this.#ints = grown(this.#ints, end)
    if (this.#count === this.#ends.length) this.#ends = grown(this.#ends, this.#count + 1)
    this.#ints.set(ints, start)
    this.#ends[this.#count] = end
    this.#count += 1
    return this.#count - 1
  }

  of(list: number): Int32Array {
    return this.#ints.subarray(this.startOf(list), this.endOf(list))
  }
}

function grown(ints: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(length, ints.length * 2))
  larger.set(ints)
  return larger
}

/** Texts by number, from 0, in the order in which they came. */
export class Names {
  readonly #ids = new Map<string, number>()

  /** The number of the text; `isNew` is told of one that was not there. */
  of(text: string, onNew: (id: number) => void): number {
    const known = this.#ids.get(text)
    if (known !== undefined) return known
    const id = this.#ids.size
    this.#ids.set(text, id)
    onNew(id)
    return id
  }
}
