const chunkBits = 14
const chunkStates = 1 << chunkBits

/** States of the world, each a few numbers and its parent, in the order in which they were found. No state is in it twice. */
export class States {
  /** Of each state `width` numbers and the number of its parent. */
  readonly #chunks: Int32Array[] = []
  /** State + 1, 0 for empty. Linear probing, at most three quarters full. */
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
    return this.#slots.byteLength + this.#chunks.length * chunkStates * this.#stride * Int32Array.BYTES_PER_ELEMENT
  }

  /** Adds the state that `ints` begins with. Returns false where it is known. */
  add(ints: Int32Array, parent: number): boolean {
    const { width } = this
    const slots = this.#slots
    let slot = hashOf(ints, width) & this.#mask
    for (;;) {
      const entry = slots[slot] ?? 0
      if (entry === 0) break
      if (this.#isAt(entry - 1, ints)) return false
      slot = (slot + 1) & this.#mask
    }
    const id = this.#count
    const at = (id & (chunkStates - 1)) * this.#stride
    if (at === 0) this.#chunks.push(new Int32Array(chunkStates * this.#stride))
    const chunk = this.#chunks[id >> chunkBits]
    if (chunk === undefined) throw new Error('a chunk of states is missing')
    for (let i = 0; i < width; i += 1) chunk[at + i] = ints[i] ?? 0
    chunk[at + width] = parent
    slots[slot] = id + 1
    this.#count += 1
    if (this.#count * 4 > this.#mask * 3) this.#grow()
    return true
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
    const mask = this.#mask * 2 + 1
    const slots = new Int32Array(mask + 1)
    const ints = new Int32Array(this.width)
    for (let id = 0; id < this.#count; id += 1) {
      this.read(id, ints)
      let slot = hashOf(ints, this.width) & mask
      while (slots[slot] !== 0) slot = (slot + 1) & mask
      slots[slot] = id + 1
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
