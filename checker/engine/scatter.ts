import type { StateKey } from '../model.ts'
import type { Operation } from '../operation.ts'
import { kinds, type Encode, type Encoding } from './encoding.ts'
import { at, type Ints } from './ints.ts'
import { cellB, cellCall, cellKind, cellReturn, cellsPerRow, hashOf, kindUnit, Rows } from './rows.ts'

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
  /** Of each number of the rows, its number in the group that is loaded; 0 for none yet. */
  readonly #local: Ints
  /** Those numbers of the group that stand for different values, by hash; 0 where there is none. */
  #table: Ints = new Int32Array(0)

  constructor(rows: Rows, groupOf: Ints, sizes: Ints) {
    this.groupOf = groupOf
    this.sizes = sizes
    this.#rows = rows
    this.#local = new Int32Array(rows.valueCount)
  }

  /** Encodes one group. `source` is of no use then: who wants to see the order takes the group by itself. */
  load(group: number, encoding: Encoding): void {
    const { cells, starts, ends, initial } = this.#rows
    const end = at(ends, group)
    let row = at(starts, group)
    encoding.reset(end - row)
    this.#clear(end - row)
    this.#local[initial] = 0
    encoding.initial = this.#numberOf(initial, encoding)
    for (; row < end; row++) {
      const place = row * cellsPerRow
      const what = cells[place + cellKind] as number
      const returned = cells[place + cellReturn] as number
      let kind = Math.floor(what / kindUnit)
      const from = this.#numberOf(what >>> 0, encoding)
      let to = 0
      if (kind === kinds.swap) {
        to = this.#numberOf(cells[place + cellB] as number, encoding)
        // The encoder could not know that they are equal: a read, or if it is pending nothing.
        if (to === from && returned === Infinity) continue
        if (to === from) [kind, to] = [kinds.read, 0]
      }
      const call = cells[place + cellCall] as number
      encoding.add(kind, from, to, row, call, returned)
    }
  }

  #clear(rows: number): void {
    let length = 16
    // Two values a row, and as much again left free; and the initial one.
    while (length < 4 * rows + 4) length *= 2
    if (this.#table.length === length) this.#table.fill(0)
    else this.#table = new Int32Array(length)
  }

  #numberOf(number: number, encoding: Encoding): number {
    const known = at(this.#local, number)
    if (known !== 0) return known
    const { hashes, values } = this.#rows
    const table = this.#table
    const hash = at(hashes, number)
    let slot = (hash ^ (hash >>> 15)) & (table.length - 1)
    // Ends: at least half of the slots are free.
    for (; at(table, slot) !== 0; slot = (slot + 1) & (table.length - 1)) {
      const other = at(table, slot)
      if (at(hashes, other) !== hash || values[other] !== values[number]) continue
      return (this.#local[number] = at(this.#local, other))
    }
    table[slot] = number
    return (this.#local[number] = encoding.newNumber())
  }
}

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
  encode(operations, rows)
  if (rows.isOdd || at(rows.counts, kinds.append) > 0) return undefined
  rows.hashes[rows.initial] = hashOf(rows.values[rows.initial] ?? null)
  return new Scatter(rows, groupOf, sizesOf)
}
