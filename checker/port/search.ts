import { createBitset, exclude, include } from './bitset.ts'
import { createConfigurations } from './configurations.ts'
import { lift, linkEntries, unlift, type CallEntry, type PendingEntry } from './entries.ts'
import type { Model, StateKey } from '../model.ts'
import type { Operation, Sequence } from '../operation.ts'
import { createPartials } from './partials.ts'

/** What a search of one group found; the fields are those of `PortVerdict`. */
export type Found<Input, Output> =
  | {
      readonly kind: 'linearizable'
      readonly linearization: Sequence<Input, Output>
      readonly stepsSpent: number
    }
  | {
      readonly kind: 'illegal'
      readonly partials: readonly (readonly number[])[]
      readonly stepsSpent: number
    }
  | { readonly kind: 'exhausted'; readonly stepsSpent: number }

type Placement<State, Input, Output> = {
  readonly entry: CallEntry<Input, Output> | PendingEntry<Input, Output>
  /** Before the operation took effect. */
  readonly stateBefore: State
  readonly numberBefore: number
}

/**
 * Looks for a linearization of one group. The ring of entries holds what is not placed yet. The scan walks
 * over calls: each operation met may come next, since nothing unplaced returned before it was called. The
 * first return it meets ends the choice: that operation had to be placed by now, so the last placement is
 * taken back.
 *
 * Pending operations differ from upstream, which gives them a return at the end of time and must place them
 * all:
 * - they may be left out, so the search ends when every *returned* one is placed (see `PendingOperation`);
 * - one that would not change the state is not placed: any linearization that has it there is one without it.
 *
 * Source: Wing & Gong 1993; Lowe 2017; Porcupine at 55508eb, checker.go, `checkSingle`.
 */
export function search<State, Input, Output>(
  model: Model<State, Input, Output>,
  operations: readonly Operation<Input, Output>[],
  stepsMax: number,
): Found<Input, Output> {
  const placed = createBitset(operations.length)
  const configurations = createConfigurations(operations.length)
  const partials = createPartials()
  const numbers = new Map<StateKey, number>()
  const stack: Placement<State, Input, Output>[] = []
  const returned = countReturned(operations)
  const end = linkEntries(operations)
  let entry = end.next
  let waiting = returned
  let state = model.init()
  let number = numberOf(numbers, model.key(state))
  let deeper = false
  let stepsSpent = 0

  while (waiting > 0) {
    if (stepsSpent === stepsMax) return { kind: 'exhausted', stepsSpent }
    stepsSpent += 1
    if (entry.kind === 'end') throw new Error('a returned operation waits, so the scan must meet its return')
    if (entry.kind === 'return') {
      if (deeper) partials.note(stack, returned - waiting)
      deeper = false
      const taken = stack.pop()
      if (taken === undefined) return { kind: 'illegal', partials: partials.list(), stepsSpent }
      putBack(taken.entry)
      exclude(placed, taken.entry.index)
      if (taken.entry.kind === 'call') waiting += 1
      state = taken.stateBefore
      number = taken.numberBefore
      entry = taken.entry.next
      continue
    }
    const step = model.step(state, entry.operation.input, entry.outcome)
    if (step.kind === 'illegal') {
      entry = entry.next
      continue
    }
    const numberAfter = numberOf(numbers, model.key(step.state))
    if (entry.kind === 'pending' && numberAfter === number) {
      entry = entry.next
      continue
    }
    include(placed, entry.index)
    if (!configurations.enter(placed, numberAfter)) {
      exclude(placed, entry.index)
      entry = entry.next
      continue
    }
    stack.push({ entry, stateBefore: state, numberBefore: number })
    takeOut(entry)
    if (entry.kind === 'call') waiting -= 1
    state = step.state
    number = numberAfter
    deeper = true
    entry = end.next
  }
  return {
    kind: 'linearizable',
    linearization: stack.map((placement) => placement.entry.operation),
    stepsSpent,
  }
}

function countReturned<Input, Output>(operations: readonly Operation<Input, Output>[]): number {
  let count = 0
  for (const operation of operations) if (operation.kind === 'returned') count += 1
  return count
}

/** States are numbered by key as they are met, so that a configuration is numbers only. */
function numberOf(numbers: Map<StateKey, number>, key: StateKey): number {
  const known = numbers.get(key)
  if (known !== undefined) return known
  numbers.set(key, numbers.size)
  return numbers.size - 1
}

function takeOut<Input, Output>(entry: CallEntry<Input, Output> | PendingEntry<Input, Output>): void {
  lift(entry)
  if (entry.kind === 'call') lift(entry.partner)
}

/** Undoes `takeOut`, last to first. */
function putBack<Input, Output>(entry: CallEntry<Input, Output> | PendingEntry<Input, Output>): void {
  if (entry.kind === 'call') unlift(entry.partner)
  unlift(entry)
}
