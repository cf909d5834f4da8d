import type { StateKey } from '../model.ts'
import { Encoding, kinds } from './encoding.ts'
import { at, grown, type Ints } from './ints.ts'

/** How many values are remembered of each group: who reads a value most often reads one of the latest. */
const latest = 4

/** A row of `Rows.cells`: call, return, and what the operation does, in one place of the memory. */
export const cellsPerRow = 4
export const cellCall = 0
export const cellReturn = 1
/** `kind * kindUnit + a`. */
export const cellKind = 2
export const cellB = 3
/** Above any number. */
export const kindUnit = 2 ** 32

/**
 * The encoding of a whole history: rows instead of columns, and each at a place that belongs to its group. Most of what
 * is equal within a group gets one number, and all of it the same hash: whether two numbers stand for one value is told
 * without going back to the values, unless their hashes are equal.
 */
export class Rows extends Encoding {
  readonly cells: Float64Array
  /** Of each group: its first row, and after its last one. */
  readonly starts: Ints
  readonly ends: Ints
  /** Of each number. */
  hashes: Ints = new Int32Array(1024)
  /** Of each operation of the history. */
  readonly #groupOf: Ints
  /** Of each group, the latest values and their numbers, and how many there have been. */
  readonly #latest: StateKey[]
  readonly #numbers: Ints
  readonly #counts: Ints

  /** `sizes` are those of the groups. */
  constructor(groupOf: Ints, sizes: Ints) {
    super()
    const groups = sizes.length
    this.cells = new Float64Array(cellsPerRow * groupOf.length)
    this.starts = new Int32Array(groups)
    for (let group = 1; group < groups; group++) {
      this.starts[group] = at(this.starts, group - 1) + at(sizes, group - 1)
    }
    this.ends = this.starts.slice()
    this.#groupOf = groupOf
    this.#latest = Array.from({ length: groups * latest }, () => null)
    this.#numbers = new Int32Array(groups * latest)
    this.#counts = new Int32Array(groups)
  }

  override numberOf(value: StateKey): number {
    if (typeof value === 'object' && value !== null) this.isOdd = true
    return this.values.push(value) - 1
  }

  override add(kind: number, a: number, b: number, source: number, call: number, end: number): void {
    const group = at(this.#groupOf, source)
    const row = at(this.ends, group)
    this.ends[group] = row + 1
    this.counts[kind] = at(this.counts, kind) + 1
    const { cells } = this
    const place = row * cellsPerRow
    cells[place + cellCall] = call
    cells[place + cellReturn] = end
    cells[place + cellKind] = kind * kindUnit + this.#settle(a, group)
    cells[place + cellB] = kind === kinds.swap ? this.#settle(b, group) : 0
  }

  /** The number of the same value in the group, if that is one of the latest. */
  #settle(number: number, group: number): number {
    if (number === this.initial) return number
    const value = this.values[number] as StateKey
    const start = group * latest
    for (let place = start; place < start + latest; place++) {
      const known = at(this.#numbers, place)
      if (known !== 0 && this.#latest[place] === value) {
        if (number === this.values.length - 1) this.values.pop()
        return known
      }
    }
    if (number >= this.hashes.length) this.hashes = grown(this.hashes, 2 * number)
    this.hashes[number] = hashOf(value)
    const count = at(this.#counts, group)
    this.#counts[group] = count + 1
    this.#latest[start + (count % latest)] = value
    this.#numbers[start + (count % latest)] = number
    return number
  }
}

/** The same for equal values. Of a long text, its beginning and its end will do. */
export function hashOf(value: StateKey): number {
  if (typeof value === 'number') return Math.imul(value, 0x9e3779b1)
  if (typeof value !== 'string') return 1
  let hash = value.length
  for (let index = Math.min(hash, 16) - 1; index >= 0; index--) {
    hash = Math.imul(hash, 31) + value.charCodeAt(index)
  }
  for (let index = Math.max(16, value.length - 16); index < value.length; index++) {
    hash = Math.imul(hash, 31) + value.charCodeAt(index)
  }
  return Math.imul(hash, 0x9e3779b1)
}
