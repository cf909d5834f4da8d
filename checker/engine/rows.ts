import type { StateKey } from '../model.ts'
import { Encoding, kinds } from './encoding.ts'
import { at, type Ints } from './ints.ts'

/** How many values are remembered of each group: who reads a value most often reads one of the latest. */
const latest = 4

/** A row of `Rows.cells`: call, return, and in the same place of the memory, as words, what the operation does. */
export const cellsPerRow = 4
export const cellCall = 0
export const cellReturn = 1

/** The words of a row: `a` above the bits of the kind, `b`, and the hashes of both values. */
export const wordsPerRow = 2 * cellsPerRow
export const wordKind = 4
export const wordB = 5
export const wordHashA = 6
export const wordHashB = 7
export const kindBits = 3

/**
 * The encoding of a whole history: rows instead of columns, and each at a place that belongs to its group. Most of what
 * is equal within a group gets one number, and all of it the same hash: whether two numbers stand for one value is told
 * without going back to the values, unless their hashes are equal.
 */
export class Rows extends Encoding {
  readonly cells: Float64Array<ArrayBuffer>
  /** The same memory. */
  readonly words: Ints
  /** Of each group: its first row, and after its last one. */
  readonly starts: Ints
  readonly ends: Ints
  /** The value of each number. There is room for most: an array that grows is work for the garbage collector. */
  readonly known: StateKey[]
  #numbered = 0
  /** Of each operation of the history. */
  readonly #groupOf: Ints
  /** Of each group, the latest values with their hashes and numbers, and how many there have been. */
  readonly #latest: StateKey[] = []
  readonly #hashes: Ints
  readonly #numbers: Ints
  readonly #counts: Ints

  /** `sizes` are those of the groups. */
  constructor(groupOf: Ints, sizes: Ints) {
    super()
    const groups = sizes.length
    this.cells = new Float64Array(cellsPerRow * groupOf.length)
    this.words = new Int32Array(this.cells.buffer)
    this.starts = new Int32Array(groups)
    for (let group = 1; group < groups; group++) {
      this.starts[group] = at(this.starts, group - 1) + at(sizes, group - 1)
    }
    this.ends = this.starts.slice()
    // oxlint-disable-next-line unicorn/no-new-array -- filled, it would be written twice
    this.known = new Array<StateKey>(groupOf.length)
    this.#groupOf = groupOf
    this.#hashes = new Int32Array(groups * latest)
    this.#numbers = new Int32Array(groups * latest)
    this.#counts = new Int32Array(groups)
  }

  override numberOf(value: StateKey): number {
    if (typeof value === 'object' && value !== null) this.isOdd = true
    this.known[++this.#numbered] = value
    return this.#numbered
  }

  override add(kind: number, a: number, b: number, source: number, call: number, end: number): void {
    const group = at(this.#groupOf, source)
    const row = at(this.ends, group)
    this.ends[group] = row + 1
    this.counts[kind] = at(this.counts, kind) + 1
    const { cells, words } = this
    const place = row * cellsPerRow
    cells[place + cellCall] = call
    cells[place + cellReturn] = end
    const word = row * wordsPerRow
    const placeA = this.#settle(a, group)
    words[word + wordKind] = (at(this.#numbers, placeA) << kindBits) | kind
    words[word + wordHashA] = at(this.#hashes, placeA)
    if (kind !== kinds.swap) return
    const placeB = this.#settle(b, group)
    words[word + wordB] = at(this.#numbers, placeB)
    words[word + wordHashB] = at(this.#hashes, placeB)
  }

  /** Where among the latest values of the group this one is. */
  #settle(number: number, group: number): number {
    const value = this.known[number] as StateKey
    const start = group * latest
    for (let place = start; place < start + latest; place++) {
      if (this.#latest[place] !== value) continue
      if (number === this.#numbered && number !== this.initial) this.#numbered -= 1
      return place
    }
    const count = at(this.#counts, group)
    this.#counts[group] = count + 1
    const place = start + (count % latest)
    this.#latest[place] = value
    this.#hashes[place] = hashOf(value)
    this.#numbers[place] = number
    return place
  }
}

/** The same for equal values. Of a long text, its beginning and its end will do. */
export function hashOf(value: StateKey): number {
  if (typeof value === 'number') return Math.imul(value, 0x9e3779b1)
  if (typeof value !== 'string') return 1
  const text = value.length > 32 ? value.slice(0, 16) + value.slice(-16) : value
  let hash = value.length
  for (let index = text.length - 1; index >= 0; index--) {
    hash = Math.imul(hash, 31) + text.charCodeAt(index)
  }
  return Math.imul(hash, 0x9e3779b1)
}
