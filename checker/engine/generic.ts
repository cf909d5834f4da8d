import { outcomeOf, type Model, type Outcome, type StateKey } from '../model.ts'
import type { Operation } from '../operation.ts'
import { contentOf } from './content.ts'
import { kinds, type Automaton, type Encode } from './encoding.ts'
import { at, type Ints } from './ints.ts'

/** Encodes the operations of any model: operations with the same content are one class of an automaton. */
export function encodeAny<State, Input, Output>(model: Model<State, Input, Output>): Encode<Input, Output> {
  return (operations, encoding) => {
    const automaton = new ModelAutomaton(model)
    encoding.automaton = automaton
    encoding.initial = automaton.initial
    for (const [source, operation] of operations.entries()) {
      const isReadOnly = model.isReadOnly?.(operation.input) ?? false
      const isPending = operation.kind === 'pending'
      if (isReadOnly && isPending) continue
      const operationClass = automaton.classOf(operation)
      const end = isPending ? Infinity : operation.return
      encoding.add(isReadOnly ? kinds.readTable : kinds.step, operationClass, 0, source, operation.call, end)
    }
  }
}

/** A model's states and steps as numbers, each computed once. */
class ModelAutomaton<State, Input, Output> implements Automaton {
  readonly initial: number
  readonly #model: Model<State, Input, Output>
  readonly #states: State[] = []
  readonly #stateNumbers = new Map<StateKey, number>()
  readonly #classes: { readonly input: Input; readonly outcome: Outcome<Output> }[] = []
  readonly #classNumbers = new Map<unknown, Map<unknown, number>>()
  /** Open addressing: state, class, and the state after plus 2; a 0 there says that the slot is free. */
  #table: Ints = new Int32Array(3 * 64)
  #entered = 0

  constructor(model: Model<State, Input, Output>) {
    this.#model = model
    this.initial = this.#numberOf(model.init())
  }

  classOf(operation: Operation<Input, Output>): number {
    const inputKey = contentOf(operation.input)
    const outcomes = this.#classNumbers.get(inputKey) ?? new Map<unknown, number>()
    if (outcomes.size === 0) this.#classNumbers.set(inputKey, outcomes)
    const outcomeKey = operation.kind === 'pending' ? pending : contentOf(operation.output)
    const known = outcomes.get(outcomeKey)
    if (known !== undefined) return known
    const number = this.#classes.length
    this.#classes.push({ input: operation.input, outcome: outcomeOf(operation) })
    outcomes.set(outcomeKey, number)
    return number
  }

  next(state: number, operationClass: number): number {
    const slot = this.#slotOf(state, operationClass)
    const known = at(this.#table, slot + 2)
    if (known !== 0) return known - 2
    const after = this.#step(state, operationClass)
    this.#table[slot] = state
    this.#table[slot + 1] = operationClass
    this.#table[slot + 2] = after + 2
    this.#entered += 1
    if (this.#entered * 6 > this.#table.length) this.#grow()
    return after
  }

  #step(state: number, operationClass: number): number {
    const { input, outcome } = this.#classes[operationClass] as { input: Input; outcome: Outcome<Output> }
    // Numbers are given out by `#numberOf`, from 1.
    const step = this.#model.step(this.#states[state - 1] as State, input, outcome)
    return step.kind === 'legal' ? this.#numberOf(step.state) : -1
  }

  #numberOf(state: State): number {
    const key = this.#model.key(state)
    const known = this.#stateNumbers.get(key)
    if (known !== undefined) return known
    const number = this.#states.push(state)
    this.#stateNumbers.set(key, number)
    return number
  }

  #slotOf(state: number, operationClass: number): number {
    const table = this.#table
    const slots = table.length / 3
    const mixed = Math.imul(Math.imul(state, 0x9e3779b1) ^ operationClass, 0x85ebca6b)
    let slot = (mixed ^ (mixed >>> 15)) & (slots - 1)
    // Ends: at least half of the slots are free.
    for (;;) {
      const place = 3 * slot
      if (at(table, place + 2) === 0) return place
      if (at(table, place) === state && at(table, place + 1) === operationClass) return place
      slot = (slot + 1) & (slots - 1)
    }
  }

  #grow(): void {
    const old = this.#table
    this.#table = new Int32Array(old.length * 2)
    for (let place = 0; place < old.length; place += 3) {
      if (at(old, place + 2) === 0) continue
      const slot = this.#slotOf(at(old, place), at(old, place + 1))
      for (let offset = 0; offset < 3; offset++) this.#table[slot + offset] = at(old, place + offset)
    }
  }
}

/** Stands for an unknown outcome among the contents of outputs. */
const pending = Symbol('pending')
