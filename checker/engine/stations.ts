import { kinds, type Encoding } from './encoding.ts'
import { at, atLeast, type Ints } from './ints.ts'

const nobody = -1
const several = -2

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
  /** Of each value that is read: its station. */
  #station: Ints = new Int32Array(64)
  /** The chains of strings by their makers. */
  readonly #chains = new Map<number, Chain>()
  /** The lengths of the strings that are written or appended, in rising order. */
  #lengths: readonly number[] = []

  /** `undefined`: a value may come from several operations. False: one comes from nowhere. */
  find(encoding: Encoding): boolean | undefined {
    const { valueCount, size, counts } = encoding
    this.#reset(valueCount, size)
    this.#findMakers(encoding)
    const hasAppends = at(counts, kinds.append) > 0
    if (hasAppends && !this.#isPrefixFree(encoding)) return undefined
    for (let operation = 0; operation < size; operation++) {
      if (at(encoding.kind, operation) !== kinds.read) continue
      const value = at(encoding.a, operation)
      let station = at(this.#station, value)
      if (station === nobody) {
        station = hasAppends ? this.#decode(encoding, value) : this.#stationOfValue(encoding, value)
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
    this.#chains.clear()
    this.#maker = atLeast(this.#maker, valueCount).fill(nobody, 0, valueCount)
    this.#station = atLeast(this.#station, valueCount).fill(nobody, 0, valueCount)
    this.stationOf = atLeast(this.stationOf, size).fill(nobody, 0, size)
    // A station is a value or an append of its own, or the initial one.
    this.maker = atLeast(this.maker, size + 1)
    this.next = atLeast(this.next, size + 1)
    this.chains = atLeast(this.chains, size + 1)
  }

  #findMakers({ size, kind, a }: Encoding): void {
    for (let operation = 0; operation < size; operation++) {
      if (at(kind, operation) === kinds.read) continue
      const value = at(a, operation)
      this.#maker[value] = at(this.#maker, value) === nobody ? operation : several
    }
  }

  /** Without appends: a value is its own chain. */
  #stationOfValue({ initial }: Encoding, value: number): number {
    const maker = at(this.#maker, value)
    if (value === initial) return maker === nobody ? this.#begin(nobody) : several
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

  /** With appends: the chain that a string tells, as far as it tells it. Its last station. */
  #decode(encoding: Encoding, value: number): number {
    const { initial, values, kind } = encoding
    const text = values[value]
    if (value === initial) {
      return at(this.#maker, initial) === nobody
        ? (this.#chainFrom(nobody, '').stations[0] ?? nobody)
        : several
    }
    if (typeof text !== 'string') return nobody
    const first = this.#match(encoding, text, 0)
    if (first === nobody) return nobody
    const maker = at(this.#maker, first)
    if (maker === several) return several
    const isWritten = at(kind, maker) === kinds.write
    if (!isWritten && at(this.#maker, initial) !== nobody) return several
    const chain = isWritten ? this.#chainFrom(maker, String(values[first])) : this.#chainFrom(nobody, '')
    if (text.length > chain.text.length) return this.#extend(encoding, chain, text)
    // Two reads of one chain that do not continue one another cannot both be right.
    if (!chain.text.startsWith(text)) return nobody
    return chain.stations[placeOf(chain.ends, text.length)] ?? nobody
  }

  #extend(encoding: Encoding, chain: Chain, text: string): number {
    if (!text.startsWith(chain.text)) return nobody
    let end = chain.text.length
    let station = chain.stations.at(-1) ?? nobody
    while (end < text.length) {
      const appended = this.#match(encoding, text, end)
      if (appended === nobody) return nobody
      const maker = at(this.#maker, appended)
      if (maker === several) return several
      if (at(encoding.kind, maker) === kinds.write || at(this.stationOf, maker) >= 0) return nobody
      this.next[station] = this.#add(maker)
      station = at(this.next, station)
      end += this.#lengthOf(encoding, appended)
      chain.stations.push(station)
      chain.ends.push(end)
    }
    chain.text = text
    return station
  }

  #chainFrom(maker: number, text: string): Chain {
    const known = this.#chains.get(maker)
    if (known !== undefined) return known
    const chain: Chain = { text, stations: [this.#begin(maker)], ends: [text.length] }
    this.#chains.set(maker, chain)
    return chain
  }

  /** The value that somebody writes or appends which stands at a place of a string; -1 if there is none. */
  #match(encoding: Encoding, text: string, from: number): number {
    for (const length of this.#lengths) {
      if (from + length > text.length) break
      const number = encoding.find(text.slice(from, from + length))
      if (number !== undefined && at(this.#maker, number) !== nobody) return number
    }
    return nobody
  }

  #lengthOf({ values }: Encoding, value: number): number {
    return String(values[value]).length
  }

  /** Does no value that is written or appended begin with another one? Then a string can be read in one way. */
  #isPrefixFree(encoding: Encoding): boolean {
    const { valueCount, values } = encoding
    const lengths = new Set<number>()
    for (let value = 1; value < valueCount; value++) {
      if (at(this.#maker, value) === nobody) continue
      const text = values[value]
      if (typeof text !== 'string' || text === '') return false
      lengths.add(text.length)
    }
    this.#lengths = [...lengths].toSorted((left, right) => left - right)
    for (let value = 1; value < valueCount; value++) {
      if (at(this.#maker, value) === nobody) continue
      const text = String(values[value])
      if (this.#match(encoding, text, 0) !== value) return false
    }
    return true
  }
}

/** The string up to the last station of a chain, its stations, and where each one's string ends. */
type Chain = { text: string; readonly stations: number[]; readonly ends: number[] }

/** Where a number stands in a sorted list; -1 if it does not. */
function placeOf(sorted: readonly number[], number: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] ?? 0) < number) low = middle + 1
    else high = middle
  }
  return sorted[low] === number ? low : -1
}
