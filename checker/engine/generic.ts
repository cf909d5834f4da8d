import { outcomeOf, type Model, type Outcome, type StateKey } from '../model.ts'
import type { Operation } from '../operation.ts'
import { Contents } from './contents.ts'
import { kinds, type Automaton, type Encode } from './encoding.ts'
import { Full } from './ints.ts'
import { absent, PairTable } from './pair-table.ts'

/** Encodes the operations of any model: operations with the same content are one class of an automaton. */
export function encodeAny<State, Input, Output>(model: Model<State, Input, Output>): Encode<Input, Output> {
  return (operations, encoding) => {
    const automaton = new ModelAutomaton(model, operations.length)
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

/**
 * How large all states together may be: a state counts as the length of its key, and this much beside. So at most some
 * hundred MB are held, whatever the budget of steps; then `Full` is thrown.
 */
const sizeMax = 100_000_000
const sizeOfAny = 32

/** A model's states and steps as numbers, each computed once. */
class ModelAutomaton<State, Input, Output> implements Automaton {
  readonly tree = undefined
  readonly initial: number
  readonly #model: Model<State, Input, Output>
  readonly #states: State[] = []
  readonly #stateNumbers = new Map<StateKey, number>()
  readonly #classes: { readonly input: Input; readonly outcome: Outcome<Output> }[] = []
  readonly #contents = new Contents()
  readonly #classTable: PairTable
  readonly #steps: PairTable
  #size = 0

  constructor(model: Model<State, Input, Output>, operations: number) {
    this.#model = model
    this.#classTable = new PairTable(operations)
    this.#steps = new PairTable(2 * operations)
    this.initial = this.#numberOf(model.init())
  }

  classOf(operation: Operation<Input, Output>): number {
    const input = this.#contents.numberOf(operation.input)
    const outcome = operation.kind === 'pending' ? -1 : this.#contents.numberOf(operation.output)
    const slot = this.#classTable.slotOf(input, outcome)
    const known = this.#classTable.valueAt(slot)
    if (known !== absent) return known
    const number = this.#classes.push({ input: operation.input, outcome: outcomeOf(operation) }) - 1
    this.#classTable.set(slot, input, outcome, number)
    return number
  }

  next(state: number, operationClass: number): number {
    const slot = this.#steps.slotOf(state, operationClass)
    const known = this.#steps.valueAt(slot)
    if (known !== absent) return known
    const after = this.#step(state, operationClass)
    // The step may have asked for others: the slot may be another's by now.
    this.#steps.set(this.#steps.slotOf(state, operationClass), state, operationClass, after)
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
    this.#size += sizeOfAny + (typeof key === 'string' ? key.length : 0)
    if (this.#size > sizeMax) throw new Full(`${this.#states.length} states are too many to be held`)
    const number = this.#states.push(state)
    this.#stateNumbers.set(key, number)
    return number
  }
}
