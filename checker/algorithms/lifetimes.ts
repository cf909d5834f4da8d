import type { StateKey } from '../model.ts'
import type { Operation } from '../operation.ts'
import { at, byTime } from './ints.ts'

/** What a queue and a stack have in common: values come in and go out. */
type Input = { readonly kind: string; readonly value?: StateKey }
type Output =
  | { readonly kind: 'done' }
  | { readonly kind: 'value'; readonly value: StateKey }
  | { readonly kind: 'empty' }
type Operations = readonly Operation<Input, Output>[]

/**
 * The lives of the elements of a history on one line of ticks. An element is a value, or an answer `empty`. It
 * has four events, each at a tick of its own: the call and the return of its insertion, the call and the
 * return of its removal. Of two elements' insertions one precedes the other exactly when its return has the
 * smaller tick than the other's call, and so for removals.
 *
 * Intervals are cut to where they matter: an insertion returns before its removal does, and a removal is
 * called after its insertion, since no value goes out before it is in. An answer `empty` lives at one moment:
 * its events have four ticks in a row. A value that stays is removed after all else.
 */
export type Lifetimes = {
  /** Element and event, as `4 * element + event`, by tick. */
  readonly events: Int32Array
  /** Tick, by `4 * element + event`. */
  readonly ticks: Int32Array
  /** Position in the history of the operation that brings the element in, by element. */
  readonly insertions: Int32Array
  /** The one that takes it out; -1 when it stays; for an answer `empty`, the same as its insertion. */
  readonly removals: Int32Array
}

/** The events of an element. */
export const inCalled = 0
export const inReturned = 1
export const outCalled = 2
export const outReturned = 3

/**
 * `false` when the history has no linearization, whatever the order in which values leave: one leaves twice,
 * or before it came, or came from nowhere; or something is inside all the time in which an answer says
 * `empty`. `undefined` when a value comes twice.
 *
 * An answer `empty` gets the first moment in its interval at which no value must be inside. (A value must be
 * inside from the return of its insertion to the call of its removal.)
 *
 * A pending insertion whose value nobody gets is left out: in a linearization that has it, so can it, and the
 * pending removal that takes its value.
 *
 * A pending removal takes the value that has waited longest after its insertion's return, at the time of the call, or when
 * there is none, the next one whose insertion returns.
 *
 * O(n log n), for sorting.
 */
export function lifetimesOf(operations: Operations): Lifetimes | false | undefined {
  const elements = elementsOf(operations)
  return elements && new Sweep(operations, elements).run()
}

/** The elements, without their times. */
type Elements = {
  /** By position in the history; -1 for a pending removal. */
  readonly elementOf: Int32Array
  readonly insertions: Int32Array
  readonly removals: Int32Array
}

function elementsOf(operations: Operations): Elements | false | undefined {
  const elementOf = new Int32Array(operations.length).fill(-1)
  const insertions = new Int32Array(operations.length)
  const removals = new Int32Array(operations.length).fill(-1)
  const named = new Map<StateKey | undefined, number>()
  let count = 0
  const add = (position: number): number => {
    insertions[count] = position
    elementOf[position] = count
    return count++
  }
  for (const [position, operation] of operations.entries()) {
    const { value } = operation.input
    if (value === undefined) continue
    if (operation.kind === 'returned' && operation.output.kind !== 'done') return false
    if (named.has(value)) return undefined
    named.set(value, add(position))
  }
  for (const [position, operation] of operations.entries()) {
    if (operation.input.value !== undefined || operation.kind === 'pending') continue
    const { output } = operation
    const element =
      output.kind === 'value' ? named.get(output.value) : output.kind === 'empty' ? add(position) : undefined
    if (element === undefined || removals[element] !== -1) return false
    removals[element] = position
    elementOf[position] = element
  }
  return { elementOf, insertions: insertions.subarray(0, count), removals: removals.subarray(0, count) }
}

/** Goes through the calls and the returns of a history in the order of time, calls first. */
class Sweep {
  readonly #operations: Operations
  readonly #elements: Elements
  readonly #events: Int32Array
  readonly #ticks: Int32Array
  #tick = 0
  /** Elements whose removal is called, but not yet their insertion. */
  readonly #early = new Set<number>()
  /** How many values must be inside now. */
  #inside = 0
  /** Called, and not yet given a moment. */
  #empties: number[] = []
  /** The values that no answer takes out, and the pending removals: the one at place n takes the other. */
  readonly #staying: number[] = []
  readonly #takers: number[] = []

  constructor(operations: Operations, elements: Elements) {
    const size = 4 * elements.insertions.length
    this.#operations = operations
    this.#elements = elements
    this.#events = new Int32Array(size)
    this.#ticks = new Int32Array(size).fill(-1)
  }

  run(): Lifetimes | false {
    const operations = this.#operations
    const { insertions, removals } = this.#elements
    const starts = Float64Array.from(operations, (operation) => operation.call)
    const ends = Float64Array.from(operations, endOf)
    const calls = byTime(starts)
    let called = 0
    for (const position of byTime(ends)) {
      const end = ends[position] ?? Infinity
      for (; called < calls.length && (starts[at(calls, called)] ?? 0) <= end; called++)
        this.#call(at(calls, called))
      if (end === Infinity) break
      if (!this.#comeBack(position)) return false
    }
    for (const event of [outCalled, outReturned]) {
      for (let element = 0; element < insertions.length; element++) {
        if (this.#happened(element, inCalled) && !this.#happened(element, event)) this.#happen(element, event)
      }
    }
    return { events: this.#events.subarray(0, this.#tick), ticks: this.#ticks, insertions, removals }
  }

  #call(position: number): void {
    const { elementOf, insertions, removals } = this.#elements
    const element = at(elementOf, position)
    if (element < 0) this.#pair(this.#takers.push(position) - 1)
    else if (at(insertions, element) !== position) {
      if (this.#happened(element, inCalled)) this.#happen(element, outCalled)
      else this.#early.add(element)
    } else if (at(removals, element) === position) this.#empties.push(element)
    else if (at(removals, element) >= 0 || this.#operations[position]?.kind === 'returned') {
      this.#happen(element, inCalled)
      if (this.#early.delete(element)) this.#happen(element, outCalled)
    }
    if (this.#inside > 0) return
    for (const empty of this.#empties)
      for (let event = inCalled; event <= outReturned; event++) this.#happen(empty, event)
    this.#empties = []
  }

  /** May it return now? */
  #comeBack(position: number): boolean {
    const { elementOf, insertions, removals } = this.#elements
    const element = at(elementOf, position)
    if (!this.#happened(element, inCalled)) return false
    if (at(removals, element) < 0) this.#pair(this.#staying.push(element) - 1)
    if (!this.#happened(element, inReturned)) this.#happen(element, inReturned)
    if (at(insertions, element) !== position) this.#happen(element, outReturned)
    return true
  }

  #pair(place: number): void {
    const element = this.#staying[place]
    const taker = this.#takers[place]
    if (element === undefined || taker === undefined) return
    this.#elements.removals[element] = taker
    this.#happen(element, outCalled)
  }

  #happened(element: number, event: number): boolean {
    return at(this.#ticks, 4 * element + event) >= 0
  }

  #happen(element: number, event: number): void {
    this.#ticks[4 * element + event] = this.#tick
    this.#events[this.#tick++] = 4 * element + event
    if (event === inReturned && !this.#happened(element, outCalled)) this.#inside++
    if (event === outCalled && this.#happened(element, inReturned)) this.#inside--
  }
}

function endOf(operation: Operation<unknown, unknown>): number {
  return operation.kind === 'returned' ? operation.return : Infinity
}
