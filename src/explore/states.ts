/** So many have a number; some are left for those that are found while the last one is looked at. */
export const statesLimit = (1 << 26) - (1 << 16)
const idMask = (1 << 26) - 1

const chunkBits = 14
/** Nodes, as bits, whose choices in the state are still to be tried. */
interface Woken {
  readonly state: number
  readonly awake: number
}

const chunkStates = 1 << chunkBits

/** States of the world, each a few numbers and its parent, in the order in which they were found. No state is in it twice. */
export class States {
  /** Of each state `width` numbers, the number of its parent, and which nodes are asleep in it, as bits. */
  readonly #chunks: Int32Array[] = []
  /** States that were looked at, and nodes of theirs that are awake after all. */
  readonly #woken: Woken[] = []
  /** States below this number have been looked at. */
  expanded = 0
  /**
   * State + 1 in the lower bits, 0 for empty, and bits of its hash above, so that other states need not be looked at.
   * Linear probing, at most three quarters full.
   */
  #slots = new Int32Array(1 << 12)
  #mask = (1 << 12) - 1
  #count = 0
  readonly #stride: number

  constructor(readonly width: number) {
    this.#stride = width + 2
  }

  get count(): number {
    return this.#count
  }

  get bytes(): number {
    return (
      this.#slots.byteLength + this.#chunks.length * chunkStates * this.#stride * Int32Array.BYTES_PER_ELEMENT
    )
  }

  /** Adds the state that `ints` begins with. Where it is known, only nodes stay asleep that are asleep both ways. */
  add(ints: Int32Array, parent: number, asleep: number): boolean {
    const { width } = this
    const slots = this.#slots
    const hash = hashOf(ints, width)
    let slot = hash & this.#mask
    for (;;) {
      const entry = slots[slot] ?? 0
      if (entry === 0) break
      const known = (entry & idMask) - 1
      if (((entry ^ hash) & ~idMask) === 0 && this.#isAt(known, ints)) {
        this.#wake(known, asleep)
        return false
      }
      slot = (slot + 1) & this.#mask
    }
    const id = this.#count
    const at = (id & (chunkStates - 1)) * this.#stride
    if (at === 0) this.#chunks.push(new Int32Array(chunkStates * this.#stride))
    const chunk = this.#chunks[id >> chunkBits]
    if (chunk === undefined) throw new Error('a chunk of states is missing')
    for (let i = 0; i < width; i += 1) chunk[at + i] = ints[i] ?? 0
    chunk[at + width] = parent
    chunk[at + width + 1] = asleep
    slots[slot] = (hash & ~idMask) | (id + 1)
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

  asleepIn(id: number): number {
    return this.#chunks[id >> chunkBits]?.[(id & (chunkStates - 1)) * this.#stride + this.width + 1] ?? 0
  }

  takeWoken(): Woken | null {
    return this.#woken.pop() ?? null
  }

  #wake(id: number, asleep: number): void {
    const chunk = this.#chunks[id >> chunkBits]
    const at = (id & (chunkStates - 1)) * this.#stride + this.width + 1
    const before = chunk?.[at] ?? 0
    const awake = before & ~asleep
    if (chunk === undefined || awake === 0) return
    chunk[at] = before & asleep
    if (id < this.expanded) this.#woken.push({ state: id, awake })
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
