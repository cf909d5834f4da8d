import type { StateKey } from '../model.ts'
import type { Operation } from '../operation.ts'
import { kinds, type Encode, type Encoding } from './encoding.ts'
import { at, type Ints } from './ints.ts'
import {
  cellCall,
  cellReturn,
  cellsPerRow,
  hashOf,
  kindBits,
  Rows,
  wordB,
  wordHashA,
  wordHashB,
  wordKind,
  wordsPerRow,
} from './rows.ts'

/**
 * A long history, encoded in one pass as it lies in memory, and put where its group is. To go from group to
 * group through the objects themselves is to wait for memory at each of them.
 */
export class Scatter {
  /** Of each operation. Groups come in the order of their first operation. */
  readonly groupOf: Ints
  /** How many operations each group has. */
  readonly sizes: Ints
  readonly #rows: Rows
  /** The values of the group that is loaded, by hash: number in the rows (0 where there is none), hash, and number in the group. */
  #table: Ints = new Int32Array(0)

  constructor(rows: Rows, groupOf: Ints, sizes: Ints) {
    this.groupOf = groupOf
    this.sizes = sizes
    this.#rows = rows
  }

  /** Encodes one group. `source` is of no use then: who wants to see the order takes the group by itself. */
  load(group: number, encoding: Encoding): void {
    const { cells, words, starts, ends, initial, known } = this.#rows
    const end = at(ends, group)
    let row = at(starts, group)
    encoding.reset(end - row)
    this.#clear(end - row)
    encoding.initial = this.#numberOf(initial, hashOf(known[initial] as StateKey), encoding)
    for (; row < end; row++) {
      const place = row * cellsPerRow
      const word = row * wordsPerRow
      const what = at(words, word + wordKind)
      const returned = cells[place + cellReturn] as number
      let kind = what & (2 ** kindBits - 1)
      const from = this.#numberOf(what >> kindBits, at(words, word + wordHashA), encoding)
      let to = 0
      if (kind === kinds.swap) {
        to = this.#numberOf(at(words, word + wordB), at(words, word + wordHashB), encoding)
        // The encoder could not know that they are equal: a read, or if it is pending nothing.
        if (to === from && returned === Infinity) continue
        if (to === from) [kind, to] = [kinds.read, 0]
      }
      const call = cells[place + cellCall] as number
      encoding.add(kind, from, to, row, call, returned)
    }
  }

  #clear(rows: number): void {
    let length = 4 * entry
    // A value or two a row, and the initial one: some slots stay free.
    while (length <= (2 * rows + 1) * entry) length *= 2
    if (this.#table.length === length) this.#table.fill(0)
    else this.#table = new Int32Array(length)
  }

  #numberOf(number: number, hash: number, encoding: Encoding): number {
    const { known } = this.#rows
    const table = this.#table
    let slot = (hash ^ (hash >>> 15)) * entry
    for (; ; slot += entry) {
      slot &= table.length - 1
      const other = at(table, slot)
      if (other === 0) break
      if (at(table, slot + 1) !== hash) continue
      if (other === number || known[other] === known[number]) return at(table, slot + 2)
    }
    table[slot] = number
    table[slot + 1] = hash
    return (table[slot + 2] = encoding.newNumber())
  }
}

/** Ints of an entry in a table of values. */
const entry = 4

const none: Ints = new Int32Array(0)
/** Never used: see `idle` in judge.ts. */
let kept: Scatter | undefined

/**
 * `undefined` where it is of no use, and each group must be looked at by itself: where strings are appended, where keys
 * are no strings, and where there is something odd.
 */
export function scatter<Input, Output>(
  encode: Encode<Input, Output>,
  keyOf: (input: Input) => StateKey,
  operations: readonly Operation<Input, Output>[],
): Scatter | undefined {
  const groupOf: Ints = new Int32Array(operations.length)
  const sizes: number[] = []
  const groups = new Map<StateKey, number>()
  for (let position = 0; position < operations.length; position++) {
    const key = keyOf((operations[position] as Operation<Input, Output>).input)
    let group = groups.get(key)
    if (group === undefined) {
      if (typeof key !== 'string') return undefined
      group = sizes.push(0) - 1
      groups.set(key, group)
    }
    groupOf[position] = group
    sizes[group] = (sizes[group] ?? 0) + 1
  }
  const sizesOf = Int32Array.from(sizes)
  const rows = new Rows(groupOf, sizesOf)
  kept ??= new Scatter(new Rows(none, none), none, none)
  encode(operations, rows)
  if (rows.isOdd || at(rows.counts, kinds.append) > 0) return undefined
  return new Scatter(rows, groupOf, sizesOf)
}
