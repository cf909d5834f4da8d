import type { StateKey } from '../model.ts'
import type { Operation } from '../operation.ts'
import { at, grown, type Ints } from './ints.ts'
import type { Masks } from './masks.ts'
import type { Timeline } from './timeline.ts'
import type { Window } from './window.ts'

/**
 * What an encoded operation does in state `s`. The order counts: see `isReadOnly`.
 *
 * - `read` is legal in state `a`, `readNot` in every other one, `readTable` where the automaton says so; none
 *   of them ever changes a state;
 * - `write` is legal everywhere and leaves `a`, whatever was before;
 * - `append` is legal everywhere; the automaton says what it leaves;
 * - `swap` is legal in `a` and leaves `b`;
 * - `step` is legal where the automaton says so, and leaves what it says.
 */
export const kinds = { read: 0, readNot: 1, readTable: 2, write: 3, append: 4, swap: 5, step: 6 } as const

/** Legal implies no change, in every state. */
export function isReadOnly(kind: number): boolean {
  return kind <= kinds.readTable
}

/** Legal in every state, so that it can be hidden right before a write. */
export function isTotal(kind: number): boolean {
  return kind === kinds.write || kind === kinds.append
}

/** A state that no operation still to come can observe. */
export const unobservable = 0

/** The transitions of `readTable`, `append` and `step`: the state after class `a` in a state, -1 if illegal. */
export type Automaton = {
  readonly next: (state: number, operationClass: number) => number
  /** Where the states are the nodes of a tree, the tree. */
  readonly tree: StateTree | undefined
}

/** States as the nodes of a tree, whose edges are labelled with the values that are appended. */
export type StateTree = {
  /** Of each node: the value that leads to it, and the node it comes from, which has a smaller number. */
  readonly label: Ints
  readonly parent: Ints
  /** What is still to come for each node of the group at hand. */
  readonly needs: (timeline: Timeline, window: Window, masks: Masks) => NodeNeeds
}

/** As the questions of `Reductions`, for the nodes of a tree. */
export type NodeNeeds = {
  readonly isMissed: (state: number, after: number, used: number, owed: number, leaving: number) => boolean
  readonly canFollow: (state: number, used: number) => boolean
  readonly isObservable: (state: number, owed: number) => boolean
  readonly isWorthShowing: (operation: number, owed: number) => boolean
  readonly canReach: (state: number, read: number, used: number) => boolean
}

/** The root of such a tree: what a key holds at first. */
export const treeRoot = 1

/** How a model hands its operations over: it adds each, in any order. See `Encoding.add`. */
export type Encode<Input, Output> = (
  operations: readonly Operation<Input, Output>[],
  encoding: Encoding,
) => void

/**
 * The operations of a group as columns of numbers. States and values are numbered from 1; 0 is
 * `unobservable`. A pending operation returns at Infinity.
 */
export class Encoding {
  size = 0
  kind: Ints = new Int32Array(64)
  a: Ints = new Int32Array(64)
  b: Ints = new Int32Array(64)
  /** The position of the operation in the group. */
  source: Ints = new Int32Array(64)
  call = new Float64Array(64)
  return = new Float64Array(64)
  initial = unobservable
  /** How many states have numbers, 0 included; where an automaton finds them on the way, those known at first. */
  stateCount = 1
  /** Are the operations in the order of their calls? */
  isSorted = true
  /** How many operations are of each kind. */
  readonly counts = new Int32Array(7)
  automaton: Automaton | undefined
  /**
   * Was there an operation that the encoder could make nothing of? Then somebody must look whether it is one at
   * all: see `requireShapes`. It is encoded as a read that is never legal.
   */
  isOdd = false
  /** Was something left out that did not happen, or is no operation at all? */
  isPartial = false
  /** The values by number: `values[0]` stands for `unobservable`. */
  readonly values: StateKey[] = [null]
  readonly #numbers = new Map<StateKey, number>()
  #numberOfNull = 0
  /** The numbers of small whole values, by value: what a map does ten times slower. */
  #smallNumbers: Ints = new Int32Array(1024)

  /** Empties the columns, for a group of so many operations. */
  reset(operations: number): void {
    this.size = 0
    this.initial = unobservable
    this.isSorted = true
    this.stateCount = 1
    this.automaton = undefined
    this.isOdd = false
    this.isPartial = false
    this.#numberOfNull = 0
    this.counts.fill(0)
    while (this.values.length > 1) {
      const value = this.values.pop()
      if (typeof value === 'number' && this.#isSmall(value)) this.#smallNumbers[value] = 0
    }
    if (this.#numbers.size > 0) this.#numbers.clear()
    if (operations > this.kind.length) this.#grow(operations)
    // Many histories write 1, 2, 3, …
    if (operations > this.#smallNumbers.length) this.#smallNumbers = new Int32Array(operations)
  }

  /** The number of a value, from 1. */
  numberOf(value: StateKey): number {
    return typeof value === 'number' && this.#isSmall(value)
      ? this.#numberOfSmall(value)
      : this.#numberOfOther(value)
  }

  /** Whole, not negative, and in the table: only of such numbers is the first test true. -0 is 0 to every model. */
  #isSmall(value: number): boolean {
    return value >>> 0 === value && value < this.#smallNumbers.length
  }

  #numberOfSmall(value: number): number {
    const known = at(this.#smallNumbers, value)
    if (known !== 0) return known
    const number = this.values.push(value) - 1
    this.#smallNumbers[value] = number
    return number
  }

  /** NaN is no state that anybody finds again: it is not even equal to itself. */
  #numberOfOther(value: StateKey): number {
    if (value === null) return (this.#numberOfNull ||= this.newNumber())
    if (Number.isNaN(value)) return this.newNumber()
    const known = this.#numbers.get(value)
    if (known !== undefined) return known
    if (!isScalar(value)) this.isOdd = true
    const number = this.values.length
    this.values.push(value)
    this.#numbers.set(value, number)
    return number
  }

  /** The number of a string that has one. */
  find(value: string): number | undefined {
    return this.#numbers.get(value)
  }

  /** The number of a value that no operation leaves, for an answer that no operation can have. */
  newNumber(): number {
    return this.values.push(null) - 1
  }

  /** How many numbers are given to values, 0 included. */
  get valueCount(): number {
    return this.values.length
  }

  /** How much memory it holds on to, with its timeline and what is kept of each operation, in ints. */
  get capacity(): number {
    return this.kind.length * 16
  }

  add(kind: number, a: number, b: number, source: number, call: number, end: number): void {
    const index = this.size
    if (index === this.kind.length) this.#grow(index * 2)
    this.kind[index] = kind
    this.a[index] = a
    this.b[index] = b
    this.source[index] = source
    this.call[index] = call
    this.return[index] = end
    this.counts[kind] = at(this.counts, kind) + 1
    if (index > 0 && call < (this.call[index - 1] as number)) this.isSorted = false
    this.size = index + 1
  }

  #grow(length: number): void {
    this.kind = grown(this.kind, length)
    this.a = grown(this.a, length)
    this.b = grown(this.b, length)
    this.source = grown(this.source, length)
    const { call, return: end } = this
    this.call = new Float64Array(length)
    this.call.set(call)
    this.return = new Float64Array(length)
    this.return.set(end)
  }
}

/** Whoever calls without types may hand in anything. */
function isScalar(value: unknown): boolean {
  const type = typeof value
  return type === 'string' || type === 'number' || type === 'boolean' || value === null
}
