import type { Possibilities } from './possibilities.ts'
import { States } from './states.ts'

/** Numbers that are kept with a state besides those that it is made of. */
const parentAt = 0
const viaAt = 1
const costAt = 2
const nextAt = 3
const extraInts = 4

/** How a state was reached: a choice, by its place in the list of a node in the state before. */
export interface Link {
  /** -1 for the first. */
  readonly parent: number
  readonly node: number
  readonly choice: number
}

const choiceBits = 20

/**
 * States that were found, without those that another one covers: the same is possible for each node, monitors are in the
 * same state, and everything that is in flight in the one is in flight in the other, found after no more steps.
 */
export class Frontier {
  /** By cost, the states that were found. Some of them may have been covered since. */
  readonly buckets: number[][] = []
  kept = 0
  /** How many pairs of states were compared. */
  compared = 0
  readonly #keys: States
  readonly #key: Int32Array
  #heads = new Int32Array(1 << 10).fill(-1)
  #ints: Int32Array
  #count = 0
  readonly #stride: number
  readonly #width: number

  constructor(readonly nodes: readonly Possibilities[]) {
    this.#width = nodes.length + 1
    this.#stride = this.#width + extraInts
    this.#keys = new States(this.#width)
    this.#key = new Int32Array(this.#width)
    this.#ints = new Int32Array(this.#stride << 10)
  }

  /** All that were ever added. */
  get count(): number {
    return this.#count
  }

  get bytes(): number {
    return this.#keys.bytes + this.#heads.byteLength + this.#ints.byteLength
  }

  /** Whether no state covers it. */
  add(ints: Int32Array, cost: number, { parent, node, choice }: Link): boolean {
    const key = this.#keyOf(ints)
    let before = -1
    for (let id = this.#heads[key] ?? -1; id >= 0;) {
      this.compared += 1
      const at = id * this.#stride
      const next = this.#ints[at + this.#width + nextAt] ?? -1
      const knownCost = this.#ints[at + this.#width + costAt] ?? 0
      if (knownCost <= cost && this.#covers(this.#ints, at, ints, 0)) return false
      if (knownCost >= cost && this.#covers(ints, 0, this.#ints, at)) this.#drop(key, before, id)
      else before = id
      id = next
    }
    const id = this.#push(ints, [parent, (node << choiceBits) | choice, cost, this.#heads[key] ?? -1])
    this.#heads[key] = id
    const bucket = (this.buckets[cost] ??= [])
    bucket.push(id)
    return true
  }

  isCovered(id: number): boolean {
    return (this.#ints[id * this.#stride + this.#width + costAt] ?? 0) < 0
  }

  read(id: number, ints: Int32Array): void {
    const at = id * this.#stride
    for (let i = 0; i < this.#width; i += 1) ints[i] = this.#ints[at + i] ?? 0
  }

  linkOf(id: number): Link {
    const at = id * this.#stride + this.#width
    const via = this.#ints[at + viaAt] ?? 0
    return {
      parent: this.#ints[at + parentAt] ?? -1,
      node: via >> choiceBits,
      choice: via & ((1 << choiceBits) - 1),
    }
  }

  #keyOf(ints: Int32Array): number {
    const key = this.#key
    for (const node of this.nodes) key[node.index] = node.setIn(ints[node.index] ?? 0)
    key[this.#width - 1] = ints[this.#width - 1] ?? 0
    const id = this.#keys.add(key, -1)
    if (id >= this.#heads.length) {
      const longer = new Int32Array(this.#heads.length * 2).fill(-1)
      longer.set(this.#heads)
      this.#heads = longer
    }
    return id
  }

  /** What is possible for the nodes is the same. */
  #covers(ints: Int32Array, at: number, others: Int32Array, otherAt: number): boolean {
    for (const node of this.nodes) {
      const whole = ints[at + node.index] ?? 0
      const other = others[otherAt + node.index] ?? 0
      if (whole !== other && !node.coversInFlight(whole, other)) return false
    }
    return true
  }

  /** Marks the state, and takes it out of the list of its key. */
  #drop(key: number, before: number, id: number): void {
    const at = id * this.#stride + this.#width
    const next = this.#ints[at + nextAt] ?? -1
    this.#ints[at + costAt] = -1
    this.kept -= 1
    if (before < 0) this.#heads[key] = next
    else this.#ints[before * this.#stride + this.#width + nextAt] = next
  }

  #push(ints: Int32Array, extra: readonly number[]): number {
    const id = this.#count
    const at = id * this.#stride
    if (at + this.#stride > this.#ints.length) {
      const larger = new Int32Array(this.#ints.length * 2)
      larger.set(this.#ints)
      this.#ints = larger
    }
    for (let i = 0; i < this.#width; i += 1) this.#ints[at + i] = ints[i] ?? 0
    for (let i = 0; i < extraInts; i += 1) this.#ints[at + this.#width + i] = extra[i] ?? 0
    this.#count += 1
    this.kept += 1
    return id
  }
}
