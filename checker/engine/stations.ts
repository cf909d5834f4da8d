import { kinds, treeRoot, type Encoding, type StateTree } from './encoding.ts'
import { at, atLeast, type Ints } from './ints.ts'

const nobody = -1
const several = -2
/** Of how many who append the same it is asked which one made a value. */
const makersMax = 32

/**
 * Who makes each value that is read. A *station* is a value that is read, or lies on the way to one: it is made
 * by one operation, or it is the initial one. Appends lead from station to station; a write begins a new chain.
 */
export class Stations {
  count = 0
  /** Of each operation: the station that it makes, or reads; -1 for a write or append that nobody sees. */
  stationOf: Ints = new Int32Array(64)
  /** Of each station: who makes it; -1 for the initial one. */
  maker: Ints = new Int32Array(64)
  /** Of each station: the one that an append makes of it, or -1. */
  next: Ints = new Int32Array(64)
  /** The first station of each chain. */
  chains: Ints = new Int32Array(64)
  chainCount = 0
  /** Of each value: who writes or appends it. */
  #maker: Ints = new Int32Array(64)
  /** Of each value: the last one who appends it; and of each of those, the one before. */
  #lastToAppend: Ints = new Int32Array(64)
  #appendedBefore: Ints = new Int32Array(64)
  /** Of each value that is read: its station. */
  #station: Ints = new Int32Array(64)
  /** Does an operation write what was there at first? */
  #isInitialWritten = false

  /** `undefined`: a value may come from several operations. False: one comes from nowhere. */
  find(encoding: Encoding): boolean | undefined {
    const { size, automaton } = encoding
    const tree = automaton?.tree
    if (tree === undefined && automaton !== undefined) return undefined
    this.#reset(Math.max(encoding.valueCount, encoding.stateCount), size)
    this.#findMakers(encoding, tree !== undefined)
    for (let operation = 0; operation < size; operation++) {
      if (at(encoding.kind, operation) !== kinds.read) continue
      const value = at(encoding.a, operation)
      let station = at(this.#station, value)
      if (station === nobody) {
        station =
          tree === undefined
            ? this.#stationOfValue(encoding, value)
            : this.#stationOfNode(tree, encoding, operation)
        if (station === nobody) return false
        if (station === several) return undefined
        this.#station[value] = station
      }
      this.stationOf[operation] = station
    }
    return true
  }

  #reset(valueCount: number, size: number): void {
    this.count = 0
    this.chainCount = 0
    this.#isInitialWritten = false
    this.#maker = atLeast(this.#maker, valueCount).fill(nobody, 0, valueCount)
    this.#station = atLeast(this.#station, valueCount).fill(nobody, 0, valueCount)
    this.#lastToAppend = atLeast(this.#lastToAppend, valueCount).fill(nobody, 0, valueCount)
    this.#appendedBefore = atLeast(this.#appendedBefore, size)
    this.stationOf = atLeast(this.stationOf, size).fill(nobody, 0, size)
    // A station is a value or an append of its own, or the initial one.
    this.maker = atLeast(this.maker, size + 1)
    this.next = atLeast(this.next, size + 1)
    this.chains = atLeast(this.chains, size + 1)
  }

  /** By value, or by label where there is a tree. */
  #findMakers({ size, kind, a, b, initial }: Encoding, hasTree: boolean): void {
    for (let operation = 0; operation < size; operation++) {
      const what = at(kind, operation)
      if (what === kinds.read) continue
      if (what === kinds.write && at(a, operation) === initial) this.#isInitialWritten = true
      const value = hasTree && what === kinds.write ? at(b, operation) : at(a, operation)
      this.#maker[value] = at(this.#maker, value) === nobody ? operation : several
      if (what !== kinds.append) continue
      this.#appendedBefore[operation] = at(this.#lastToAppend, value)
      this.#lastToAppend[value] = operation
    }
  }

  /** Without appends: a value is its own chain. */
  #stationOfValue({ initial }: Encoding, value: number): number {
    const maker = at(this.#maker, value)
    if (value === initial) return this.#isInitialWritten ? several : this.#begin(nobody)
    return maker < 0 ? maker : this.#begin(maker)
  }

  #begin(maker: number): number {
    const station = this.#add(maker)
    this.chains[this.chainCount++] = station
    return station
  }

  #add(maker: number): number {
    const station = this.count++
    this.maker[station] = maker
    this.next[station] = nobody
    if (maker >= 0) this.stationOf[maker] = station
    return station
  }

  /** With appends: the station of the node of the tree that is read, after those on the way to it. */
  #stationOfNode(tree: StateTree, encoding: Encoding, read: number): number {
    const target = at(encoding.a, read)
    const path: number[] = []
    let node = target
    for (; node > treeRoot && at(this.#station, node) === nobody; node = at(tree.parent, node))
      path.push(node)
    // A node that hangs in the air: nobody makes such a value.
    if (node < 0) return nobody
    for (let child = path.pop(); child !== undefined; child = path.pop()) {
      const label = at(tree.label, child)
      let maker = at(this.#maker, label)
      const isTop = at(tree.parent, child) === treeRoot
      if (maker === nobody || (maker === several && isTop)) return maker
      if (maker >= 0 && at(encoding.kind, maker) === kinds.write) {
        if (!isTop || at(this.stationOf, maker) >= 0) return nobody
        this.#station[child] = this.#begin(maker)
        continue
      }
      const before = this.#stationBefore(at(tree.parent, child))
      if (before < 0) return before
      // Two values of one chain that do not continue one another.
      if (at(this.next, before) !== nobody) return nobody
      if (maker === several) maker = this.#onlyMaker(encoding, label, at(this.maker, before), read)
      if (maker === several) return several
      // One operation in two places, which no order has.
      if (at(this.stationOf, maker) >= 0) return nobody
      this.#station[child] = this.next[before] = this.#add(maker)
    }
    return target === treeRoot ? this.#stationBefore(treeRoot) : at(this.#station, target)
  }

  /**
   * Of several who append a label, the only one who may have done so after `before` and so that `read` saw it; else
   * `several`. What was made once can be appended to once, so nobody else makes that value again.
   */
  #onlyMaker({ call, return: end }: Encoding, label: number, before: number, read: number): number {
    const since = before === nobody ? -Infinity : (call[before] as number)
    const until = end[read] as number
    let found = several
    let left = makersMax
    for (let maker = at(this.#lastToAppend, label); maker >= 0; maker = at(this.#appendedBefore, maker)) {
      left -= 1
      if (left < 0) return several
      const isTooLate = (call[maker] as number) > until
      if (isTooLate || (end[maker] as number) < since || at(this.stationOf, maker) >= 0) continue
      if (found !== several) return several
      found = maker
    }
    return found
  }

  #stationBefore(node: number): number {
    if (node !== treeRoot || at(this.#station, treeRoot) !== nobody) return at(this.#station, node)
    if (this.#isInitialWritten) return several
    return (this.#station[treeRoot] = this.#begin(nobody))
  }
}
