import { outcomeOf, type Model } from '../model.ts'
import type { Operation } from '../operation.ts'
import { isPlain, looksSame } from './contents.ts'
import { kinds, type Encoding } from './encoding.ts'
import { at, Full } from './ints.ts'
import type { Steps } from './model-window.ts'
import { absent, type PairTable } from './pair-table.ts'

/** Encodes the operations of any model. As a class, each has its own number, until `ModelSteps` gives it another. */
export function encodeAny<State, Input, Output>(
  { isReadOnly }: Model<State, Input, Output>,
  operations: readonly Operation<Input, Output>[],
  encoding: Encoding,
): void {
  for (let source = 0; source < operations.length; source++) {
    const operation = operations[source] as Operation<Input, Output>
    const isRead = isReadOnly !== undefined && isReadOnly(operation.input)
    const isPending = operation.kind === 'pending'
    if (isRead && isPending) continue
    const end = isPending ? Infinity : operation.return
    encoding.add(isRead ? kinds.readTable : kinds.step, encoding.size, 0, source, operation.call, end)
  }
}

/**
 * How large all states together may be: a state counts as the length of its key, and this much beside. So at most some
 * hundred MB are held, whatever the budget of steps; then `Full` is thrown.
 */
const sizeMax = 100_000_000
const sizeOfAny = 32

/** A model's states and steps as numbers, each computed once. */
export class ModelSteps<State, Input, Output> implements Steps {
  readonly #model: Model<State, Input, Output>
  readonly #operations: readonly Operation<Input, Output>[]
  readonly #encoding: Encoding
  /** The states after operations of a class. */
  readonly #known: PairTable
  /** By number, from 1. */
  readonly #states: (State | undefined)[] = [undefined]
  #size = 0
  remembers = false

  constructor(
    model: Model<State, Input, Output>,
    operations: readonly Operation<Input, Output>[],
    encoding: Encoding,
    known: PairTable,
  ) {
    this.#model = model
    this.#operations = operations
    this.#encoding = encoding
    this.#known = known
    encoding.initial = this.#numberOf(model.init())
  }

  after(operation: number, state: number): number {
    if (!this.remembers) return this.#step(operation, state)
    const operationClass = at(this.#encoding.a, operation)
    const known = this.#known
    const slot = known.slotOf(state, operationClass)
    const value = known.valueAt(slot)
    if (value !== absent) return value
    const after = this.#step(operation, state)
    known.set(slot, state, operationClass, after)
    return after
  }

  #step(operation: number, state: number): number {
    const asked = this.#asked(operation)
    const step = this.#model.step(this.#states[state] as State, asked.input, outcomeOf(asked))
    return step.kind === 'legal' ? this.#numberOf(step.state) : -1
  }

  isSame(one: number, other: number): boolean {
    const { a } = this.#encoding
    if (at(a, one) === at(a, other)) return true
    const first = this.#asked(one)
    const second = this.#asked(other)
    if (first.kind !== second.kind || !looksSame(first.input, second.input)) return false
    const isReturned = first.kind === 'returned' && second.kind === 'returned'
    if (isReturned && !looksSame(first.output, second.output)) return false
    if (!this.#isPlain(one) || !this.#isPlain(other)) return false
    a[one] = at(a, other)
    return true
  }

  /** `b` of an operation: 1 if its contents are plain, 2 if they are not, 0 until somebody asks. */
  #isPlain(operation: number): boolean {
    const { b } = this.#encoding
    if (at(b, operation) === 0) {
      const asked = this.#asked(operation)
      const isOutputPlain = asked.kind === 'pending' || isPlain(asked.output)
      b[operation] = isOutputPlain && isPlain(asked.input) ? 1 : 2
    }
    return at(b, operation) === 1
  }

  #asked(operation: number): Operation<Input, Output> {
    return this.#operations[at(this.#encoding.source, operation)] as Operation<Input, Output>
  }

  #numberOf(state: State): number {
    const key = this.#model.key(state)
    const number = this.#encoding.numberOf(key)
    if (number === this.#states.length) {
      this.#states.push(state)
      this.#size += sizeOfAny + (typeof key === 'string' ? key.length : 0)
      if (this.#size > sizeMax) throw new Full(`${number} states are too many to be held`)
    }
    return number
  }
}
