import { outcomeOf, type Model } from '../model.ts'
import type { Operation, ReturnedOperation } from '../operation.ts'
import { pendingOf } from './prefix.ts'
import type { Present, Prover } from './prover.ts'

/** A legal order: positions in the operations, and the states before the first and after each. */
export type Walk<State> = { readonly positions: readonly number[]; readonly states: readonly State[] }

/** Attempts to leave operations out of an order, times its length. */
const replayedMax = 5_000_000

/**
 * An order of operations that are legal but for the answer of one: without that one if that is possible,
 * otherwise with it as if it had not returned. `undefined` when none was found.
 */
export function orderWithout<Input, Output>(
  operations: Present<Input, Output>,
  unplaceable: number,
  prover: Prover<Input, Output>,
): readonly number[] | undefined {
  return (
    prover.orderOf(operations.with(unplaceable, undefined)) ??
    prover.orderOf(withoutAnswer(operations, unplaceable))
  )
}

/** As much as possible of what `mayLeaveOut` is taken out of an order, and the states of the rest. */
export function shortestWalk<State, Input, Output>(
  model: Model<State, Input, Output>,
  operations: Present<Input, Output>,
  unplaceable: number,
  order: readonly number[],
  mayLeaveOut: (position: number) => boolean,
): Walk<State> {
  const known = withoutAnswer(operations, unplaceable)
  const replay = (positions: readonly number[]): readonly State[] | undefined =>
    statesOf(model, known, positions)
  const positions = leaveOut(order, mayLeaveOut, (shorter) => replay(shorter) !== undefined)
  const states = replay(positions)
  if (states === undefined) throw new Error('expected `linearize` to give a legal order')
  return { positions, states }
}

function withoutAnswer<Input, Output>(
  operations: Present<Input, Output>,
  unplaceable: number,
): Present<Input, Output> {
  return operations.map((operation, position) =>
    position === unplaceable && operation !== undefined ? pendingOf(operation) : operation,
  )
}

/** The states of a sequence, or `undefined` when it is not legal. */
function statesOf<State, Input, Output>(
  model: Model<State, Input, Output>,
  operations: Present<Input, Output>,
  order: readonly number[],
): readonly State[] | undefined {
  let state = model.init()
  const states = [state]
  for (const position of order) {
    const operation = operations[position]
    if (operation === undefined) return undefined
    const step = model.step(state, operation.input, outcomeOf(operation))
    if (step.kind === 'illegal') return undefined
    state = step.state
    states.push(state)
  }
  return states
}

/** Takes away all that may go if that is legal, else halves of it, quarters, and so on. */
function leaveOut(
  positions: readonly number[],
  mayLeaveOut: (position: number) => boolean,
  isLegal: (order: readonly number[]) => boolean,
): readonly number[] {
  let order = positions
  let rest = replayedMax
  let size = positions.filter(mayLeaveOut).length
  for (; size >= 1; size = Math.floor(size / 2)) {
    const extra = order.filter(mayLeaveOut)
    for (let from = 0; from < extra.length && rest > 0; from += size) {
      const gone = new Set(extra.slice(from, from + size))
      const shorter = order.filter((position) => !gone.has(position))
      rest -= shorter.length
      if (isLegal(shorter)) order = shorter
    }
  }
  return order
}

/** Where an operation could stand in an order, and what comes of it there. */
export type Place<State> = {
  /** So many operations of the order come before it. */
  readonly after: number
  readonly state: State
  readonly fails: Failure<State>
}

/** What is not possible, if an operation stands at a place. */
export type Failure<State> =
  /** It cannot have its answer there. */
  | { readonly kind: 'itself' }
  /** As `itself`, and it must stand there, since others saw its effect. */
  | { readonly kind: 'seen' }
  /** The one at this place in the order cannot, in the state that it would meet. */
  | { readonly kind: 'later'; readonly at: number; readonly state: State }

/**
 * All places in an order at which an operation could stand in real time: after all that returned before its
 * call. Nothing in the order was called after it returned. If the order has it already, as pending, then that
 * place only.
 */
export function placesOf<State, Input, Output>(
  model: Model<State, Input, Output>,
  operations: Present<Input, Output>,
  { positions, states }: Walk<State>,
  unplaceable: number,
): readonly Place<State>[] {
  const operation = operations[unplaceable]
  if (operation?.kind !== 'returned') throw new Error('expected an operation that returned')
  const seen = positions.indexOf(unplaceable)
  if (seen !== -1) {
    return states.slice(seen, seen + 1).map((state) => ({ after: seen, state, fails: { kind: 'seen' } }))
  }
  const first = positions.findLastIndex((position) => precedes(operations[position], operation)) + 1
  return states.slice(first).flatMap((state, offset) => {
    const after = first + offset
    const step = model.step(state, operation.input, outcomeOf(operation))
    const rest = positions.slice(after)
    const fails = step.kind === 'illegal' ? itself : firstIllegal(model, operations, rest, after, step.state)
    return fails === undefined ? [] : [{ after, state, fails }]
  })
}

const itself = { kind: 'itself' } as const

function firstIllegal<State, Input, Output>(
  model: Model<State, Input, Output>,
  operations: Present<Input, Output>,
  positions: readonly number[],
  after: number,
  state: State,
): Failure<State> | undefined {
  let reached = state
  for (const [offset, position] of positions.entries()) {
    const operation = operations[position]
    if (operation === undefined) break
    const step = model.step(reached, operation.input, outcomeOf(operation))
    if (step.kind === 'illegal') return { kind: 'later', at: after + offset, state: reached }
    reached = step.state
  }
  // Only if the model allows an answer where it does not allow an unknown one: it has no failure to tell.
  return undefined
}

function precedes<Input, Output>(
  earlier: Operation<Input, Output> | undefined,
  later: ReturnedOperation<Input, Output>,
): boolean {
  return earlier?.kind === 'returned' && earlier.return < later.call
}
