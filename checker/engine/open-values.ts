import { kinds, type Encoding } from './encoding.ts'
import { at, atLeast, lowestBit, type Ints } from './ints.ts'
import type { Timeline } from './timeline.ts'

/** A row of `OpenValues.rows`: first the slots of those that are open, as one mask each. */
export const rowInts = 8
/** Reads that must find the value. */
export const rowReaders = 0
/** Reads that must not. */
export const rowRefusers = 1
export const rowWriters = 2
export const rowSwapsFrom = 3
export const rowSwapsTo = 4
/** Then what is still to come, as counts of calls: see `Needs`. */
export const rowObserver = 5
export const rowRequired = 6
export const rowProducer = 7

/**
 * The operations that are open at a position, by value, for groups of at most 32 slots without an automaton. It
 * moves along the timeline one position at a time, in both directions.
 */
export class OpenValues {
  position = 0
  /** How many have been called by then. */
  called = 0
  /** Who sits in each slot, or sat there last. */
  readonly operation: Ints = new Int32Array(32)
  /** A row for each value, and one for all values together. */
  rows: Ints = new Int32Array(64)
  /** Where the row for all values begins: all writes, and all reads that must not find a value. */
  all = 0
  /** Of each operation, the two places in `rows` where it stands while it is open. */
  #places: Ints = new Int32Array(128)
  readonly #encoding: Encoding
  readonly #timeline: Timeline

  constructor(encoding: Encoding, timeline: Timeline) {
    this.#encoding = encoding
    this.#timeline = timeline
  }

  /** Empties the window, and looks at what is to come. */
  reset(): void {
    const { size, valueCount } = this.#encoding
    const end = (valueCount + 1) * rowInts
    this.rows = atLeast(this.rows, end).fill(0, 0, end)
    this.#places = atLeast(this.#places, 2 * size)
    this.all = valueCount * rowInts
    this.#lookAhead()
    this.position = 0
    this.called = at(this.#timeline.callsBy, 0)
  }

  #lookAhead(): void {
    const { kind, a, b } = this.#encoding
    const { calls, callsBy, position, returnCount } = this.#timeline
    const { rows, all } = this
    const places = this.#places
    const called = at(callsBy, returnCount - 1)
    for (let count = 1; count <= called; count++) {
      const operation = at(calls, count - 1)
      const what = at(kind, operation)
      const row = at(a, operation) * rowInts
      if (what === kinds.write) {
        rows[row + rowProducer] = count
        places[2 * operation] = row + rowWriters
        places[2 * operation + 1] = all + rowWriters
        continue
      }
      rows[row + rowObserver] = count
      if (what === kinds.readNot) {
        places[2 * operation] = row + rowRefusers
        places[2 * operation + 1] = all + rowRefusers
        continue
      }
      if (at(position, operation) < returnCount) rows[row + rowRequired] = count
      if (what === kinds.read) {
        places[2 * operation] = row + rowReaders
        places[2 * operation + 1] = all + rowReaders
        continue
      }
      const after = at(b, operation) * rowInts
      rows[after + rowProducer] = count
      places[2 * operation] = row + rowSwapsFrom
      places[2 * operation + 1] = after + rowSwapsTo
    }
  }

  /**
   * Lets the calls of a range in. Returns the slots of those that are owed: all that return, but for reads that are
   * legal in `state`.
   */
  enter(from: number, to: number, state: number): number {
    const { calls, slot, position, returnCount } = this.#timeline
    const { kind, a } = this.#encoding
    let owed = 0
    for (let call = from; call < to; call++) {
      const operation = at(calls, call)
      const seat = at(slot, operation)
      const bit = 1 << seat
      this.operation[seat] = operation
      this.turn(operation, bit)
      const what = at(kind, operation)
      if (
        what > kinds.readNot
          ? at(position, operation) >= returnCount
          : (at(a, operation) === state) === (what === kinds.read)
      )
        continue
      owed |= bit
    }
    return owed
  }

  backTo(target: number): void {
    const { returns, callsBy, calls, slot } = this.#timeline
    for (let position = this.position; position > target; position--) {
      const end = at(callsBy, position)
      for (let call = at(callsBy, position - 1); call < end; call++) {
        const operation = at(calls, call)
        this.turn(operation, 1 << at(slot, operation))
      }
      const returning = at(returns, position - 1)
      const seat = at(slot, returning)
      this.operation[seat] = returning
      this.turn(returning, 1 << seat)
    }
    this.position = target
    this.called = at(callsBy, target)
  }

  /** Of the operations in a set of slots that is not empty, the one that returns first. */
  firstToReturn(slots: number): number {
    const { position } = this.#timeline
    let best = at(this.operation, lowestBit(slots))
    for (let left = slots & (slots - 1); left !== 0; left &= left - 1) {
      const operation = at(this.operation, lowestBit(left))
      if (at(position, operation) < at(position, best)) best = operation
    }
    return best
  }

  /** In or out. */
  turn(operation: number, bit: number): void {
    const { rows } = this
    const place = at(this.#places, 2 * operation)
    const other = at(this.#places, 2 * operation + 1)
    rows[place] = at(rows, place) ^ bit
    rows[other] = at(rows, other) ^ bit
  }
}
