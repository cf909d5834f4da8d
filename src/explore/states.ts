/** So many have a number; some are left for those that are found while the last one is looked at. */
export const statesLimit = (1 << 26) - (1 << 16)
const idMask = (1 << 26) - 1

const fastGrowthMax = 1 << 21
const chunkBits = 14
const chunkStates = 1 << chunkBits

/** Lists of numbers of one length, each with one more number that says where it comes from. None is in it twice. */
export class States {
  /** Of each state `width` numbers, and the number of its parent. */
  readonly #chunks: Int32Array[] = []
  /**
   * State + 1 in the lower bits, 0 for empty, and bits of its hash above, so that other states need not be looked at.
   * Linear probing, at most three quarters full.
   */
  #slots = new Int32Array(1 << 12)
  #mask = (1 << 12) - 1
  #count = 0
  readonly #stride: number

  constructor(readonly width: number) {
    this.#stride = width + 1
  }

  get count(): number {
    return this.#count
  }

  get bytes(): number {
    return (
      this.#slots.byteLength + this.#chunks.length * chunkStates * this.#stride * Int32Array.BYTES_PER_ELEMENT
    )
  }

  /** The number of the state that `ints` begins with: `count` as it was before, where it is new. */
  add(ints: Int32Array, parent: number): number {
    const { width } = this
    const slots = this.#slots
    const hash = hashOf(ints, width)
    let slot = hash & this.#mask
    for (;;) {
      const entry = slots[slot] ?? 0
      if (entry === 0) break
      const known = (entry & idMask) - 1
      if (((entry ^ hash) & ~idMask) === 0 && this.#isAt(known, ints)) return known
      slot = (slot + 1) & this.#mask
    }
    const id = this.#count
    const at = (id & (chunkStates - 1)) * this.#stride
    if (at === 0) this.#chunks.push(new Int32Array(chunkStates * this.#stride))
    const chunk = this.#chunks[id >> chunkBits]
    if (chunk === undefined) throw new Error('a chunk of states is missing')
    for (let i = 0; i < width; i += 1) chunk[at + i] = ints[i] ?? 0
    chunk[at + width] = parent
    slots[slot] = (hash & ~idMask) | (id + 1)
    this.#count += 1
    if (this.#count * 4 > this.#mask * 3) this.#grow()
    return id
  }

  read(id: number, ints: Int32Array): void {
    const chunk = this.#chunks[id >> chunkBits]
    if (chunk === undefined) throw new Error(`there is no state ${id}`)
    const at = (id & (chunkStates - 1)) * this.#stride
    for (let i = 0; i < this.width; i += 1) ints[i] = chunk[at + i] ?? 0
  }

  /** -1 for the first. */
  parentOf(id: number): number {
    return this.#chunks[id >> chunkBits]?.[(id & (chunkStates - 1)) * this.#stride + this.width] ?? -1
  }

  #isAt(id: number, ints: Int32Array): boolean {
    const chunk = this.#chunks[id >> chunkBits]
    if (chunk === undefined) return false
    const at = (id & (chunkStates - 1)) * this.#stride
    for (let i = 0; i < this.width; i += 1) if (chunk[at + i] !== ints[i]) return false
    return true
  }

  #grow(): void {
    // Small tables grow faster: to fill them again is most of what they cost.
    const mask = this.#mask < fastGrowthMax ? this.#mask * 4 + 3 : this.#mask * 2 + 1
    const slots = new Int32Array(mask + 1)
    const ints = new Int32Array(this.width)
    for (let id = 0; id < this.#count; id += 1) {
      this.read(id, ints)
      const hash = hashOf(ints, this.width)
      let slot = hash & mask
      while (slots[slot] !== 0) slot = (slot + 1) & mask
      slots[slot] = (hash & ~idMask) | (id + 1)
    }
    this.#slots = slots
    this.#mask = mask
  }
}

function hashOf(ints: Int32Array, width: number): number {
  let hash = 0
  for (let i = 0; i < width; i += 1) {
    hash = Math.imul(hash ^ (ints[i] ?? 0), 0x9e3779b1)
    hash ^= hash >>> 15
  }
  hash = Math.imul(hash, 0x85ebca6b)
  return hash ^ (hash >>> 13)
}
