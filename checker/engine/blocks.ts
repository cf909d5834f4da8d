import { kinds, type Encoding } from './encoding.ts'
import { at, type Ints } from './ints.ts'
import { sortByKey } from './order.ts'
import { Stations } from './stations.ts'
import { Zones } from './zones.ts'

/**
 * Judges groups of reads, writes and appends in which whoever reads a value knows who made it, in O(n log n): see
 * `Zones`. A chain of appends is one block, like a value: a read that sees its end rules out that anything else
 * came in between.
 */
export class Blocks {
  readonly #stations = new Stations()
  readonly #zones = new Zones()
  /** Of each station: the first return and the last call of its reads. */
  #firstReturn = new Float64Array(64)
  #lastCall = new Float64Array(64)
  /** Of each chain. */
  #chainFirst = new Float64Array(64)
  #chainLast = new Float64Array(64)

  /** `undefined` where a value that is read may come from several operations. */
  decide(encoding: Encoding): boolean | undefined {
    const { counts, size } = encoding
    if (at(counts, kinds.read) + at(counts, kinds.write) + at(counts, kinds.append) < size) return undefined
    const isKnown = this.#stations.find(encoding)
    if (isKnown !== true) return isKnown
    this.#scanReads(encoding)
    this.#zones.reset(0)
    if (!this.#addChains(encoding)) return false
    this.#addUnseen(encoding)
    return this.#zones.fit()
  }

  #scanReads({ size, kind, call, return: end }: Encoding): void {
    const { count, stationOf } = this.#stations
    if (this.#firstReturn.length < count) {
      this.#firstReturn = new Float64Array(2 * count)
      this.#lastCall = new Float64Array(2 * count)
    }
    const first = this.#firstReturn.fill(Infinity, 0, count)
    const last = this.#lastCall.fill(-Infinity, 0, count)
    for (let operation = 0; operation < size; operation++) {
      if (at(kind, operation) !== kinds.read) continue
      const station = at(stationOf, operation)
      if ((end[operation] as number) < (first[station] as number)) first[station] = end[operation] as number
      if ((call[operation] as number) > (last[station] as number)) last[station] = call[operation] as number
    }
  }

  /** False when an operation returns before one that must come earlier on its chain is called. */
  #addChains({ call, return: end }: Encoding): boolean {
    const { chains, chainCount, next, maker } = this.#stations
    if (this.#chainFirst.length < chainCount) {
      this.#chainFirst = new Float64Array(2 * chainCount)
      this.#chainLast = new Float64Array(2 * chainCount)
    }
    for (let chain = 0; chain < chainCount; chain++) {
      let first = Infinity
      let last = -Infinity
      for (let station = at(chains, chain); station >= 0; station = at(next, station)) {
        const made = at(maker, station)
        const madeReturn = made < 0 ? -Infinity : (end[made] as number)
        if (made >= 0 && madeReturn < last) return false
        first = Math.min(first, madeReturn)
        if (made >= 0) last = Math.max(last, call[made] as number)
        const firstRead = this.#firstReturn[station] as number
        if (firstRead < last) return false
        first = Math.min(first, firstRead)
        last = Math.max(last, this.#lastCall[station] as number)
      }
      this.#chainFirst[chain] = first
      this.#chainLast[chain] = last
      this.#zones.add(first, last)
    }
    return true
  }

  /** What nobody sees must only stay out of the blocks; if it is pending, it need not happen. */
  #addUnseen({ size, kind, call, return: end }: Encoding): void {
    const { stationOf } = this.#stations
    for (let operation = 0; operation < size; operation++) {
      if (at(kind, operation) === kinds.read || at(stationOf, operation) >= 0) continue
      const returned = end[operation] as number
      if (returned < Infinity) this.#zones.add(returned, call[operation] as number)
    }
  }

  /** After `decide` has said true: a linearization, as positions in the group. */
  linearize(encoding: Encoding): readonly number[] {
    const { size, kind, call, return: end, source } = encoding
    const { chains, chainCount, stationOf } = this.#stations
    const moments: number[] = []
    const parts: (readonly number[])[] = []
    const reads = this.#readsByStation(encoding)
    for (let chain = 0; chain < chainCount; chain++) {
      const [first, last] = [this.#chainFirst[chain] as number, this.#chainLast[chain] as number]
      moments.push(this.#zones.momentOf(first, last))
      parts.push(this.#chainOrder(at(chains, chain), reads))
    }
    for (let operation = 0; operation < size; operation++) {
      if (at(kind, operation) === kinds.read || at(stationOf, operation) >= 0) continue
      const returned = end[operation] as number
      if (returned === Infinity) continue
      moments.push(this.#zones.momentOf(returned, call[operation] as number))
      parts.push([operation])
    }
    const isForward = (part: number): number =>
      part < chainCount && (this.#chainFirst[part] as number) < (this.#chainLast[part] as number) ? 1 : 0
    const inOrder = parts
      .map((_, part) => part)
      .toSorted(
        (left, right) =>
          compare(moments[left] ?? 0, moments[right] ?? 0) || isForward(left) - isForward(right),
      )
    return inOrder.flatMap((part) => parts[part] ?? []).map((operation) => at(source, operation))
  }

  #chainOrder(root: number, reads: readonly (readonly number[])[]): readonly number[] {
    const { next, maker } = this.#stations
    const order: number[] = []
    for (let station = root; station >= 0; station = at(next, station)) {
      if (at(maker, station) >= 0) order.push(at(maker, station))
      for (const read of reads[station] ?? []) order.push(read)
    }
    return order
  }

  /** In the order of their returns, which respects real time. */
  #readsByStation({ size, kind, return: end }: Encoding): readonly (readonly number[])[] {
    const { count, stationOf } = this.#stations
    const order: Ints = new Int32Array(size)
    for (let operation = 0; operation < size; operation++) order[operation] = operation
    sortByKey(order, end, size)
    const reads: number[][] = Array.from({ length: count }, () => [])
    for (const operation of order) {
      if (at(kind, operation) === kinds.read) reads[at(stationOf, operation)]?.push(operation)
    }
    return reads
  }
}

/** -Infinity is a moment, too, and has no difference from itself. */
function compare(left: number, right: number): number {
  return left < right ? -1 : Number(left > right)
}
