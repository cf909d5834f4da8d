import { checkOperations, type Budget, type History, type Linearized, type Sequence } from '#checker'
import type { AnyModel, Checker } from './disagreement.ts'
import { greedily } from './greedily.ts'
import type { AnyHistory, AnyOperation } from './histories.ts'
import { happened } from './specification.ts'

/** A checker out of one function: what it shows is also its verdict. */
function checkerOf(
  linearize: (
    model: AnyModel,
    history: History<unknown, unknown>,
    budget: Budget,
  ) => Linearized<unknown, unknown>,
): Checker {
  return { check: linearize, linearize }
}

function byPort(
  model: AnyModel,
  operations: readonly AnyOperation[],
  budget: Budget,
): Linearized<unknown, unknown> {
  const verdict = checkOperations(model, operations, budget)
  return verdict.kind === 'undecided' ? { ...verdict, groups: [operations] } : verdict
}

/** The port on a history that was changed, speaking of the operations as they were. */
function onChanged(change: (operation: AnyOperation, all: AnyHistory) => AnyOperation): Checker {
  return checkerOf((model, history, budget) => {
    const operations = happened(history)
    const originals = new Map(operations.map((operation) => [change(operation, history), operation]))
    const before = (sequence: Sequence<unknown, unknown>) =>
      sequence.flatMap((operation) => originals.get(operation) ?? [])
    const verdict = byPort(model, [...originals.keys()], budget)
    if (verdict.kind === 'illegal') return { ...verdict, group: before(verdict.group) }
    if (verdict.kind === 'undecided') return verdict
    return { ...verdict, linearizations: verdict.linearizations.map(before) }
  })
}

/** The output of an operation that never returned, where one is asked for. */
const nothing = { kind: 'nothing' }

function latest(history: AnyHistory): number {
  return Math.max(
    ...history.map((operation) => (operation.kind === 'pending' ? operation.call : operation.return)),
  )
}

const placesPending = onChanged((operation, history) =>
  operation.kind === 'pending'
    ? { ...operation, kind: 'returned', output: nothing, return: latest(history) }
    : operation,
)

export const wrongCheckers: Readonly<Record<string, Checker>> = {
  'places every pending operation': checkerOf((model, history, budget) =>
    placesPending.linearize(
      {
        ...model,
        step: (state, input, outcome) =>
          model.step(
            state,
            input,
            outcome.kind === 'returned' && outcome.value === nothing ? { kind: 'unknown' } : outcome,
          ),
      },
      history,
      budget,
    ),
  ),
  'places no pending operation': checkerOf((model, history, budget) => {
    const isReturned = (operation: AnyOperation): boolean => operation.kind === 'returned'
    const verdict = byPort(model, happened(history).filter(isReturned), budget)
    return verdict.kind === 'illegal' ? { ...verdict, group: happened(history) } : verdict
  }),
  'lets a failed operation happen': checkerOf((model, history, budget) =>
    byPort(
      model,
      history.map((operation): AnyOperation => {
        if (operation.kind !== 'failed') return operation
        const { client, input, call } = operation
        return { kind: 'pending', client, input, call }
      }),
      budget,
    ),
  ),
  'has half-open intervals': onChanged((operation) => {
    const call = 2 * operation.call + 1
    if (operation.kind === 'pending') return { ...operation, call }
    return { ...operation, call, return: Math.max(call, 2 * operation.return) }
  }),
  'lets an operation overtake one that returned just before its call': onChanged((operation) =>
    operation.kind === 'pending' ? operation : { ...operation, return: operation.return + 1 },
  ),
  'takes a compare-and-set for read-only': checkerOf((model, history, budget) =>
    greedily(
      model,
      history,
      budget,
      (input) => model.isReadOnly?.(input) === true || kindOf(input) === 'cas',
    ),
  ),
  'takes a read of a random register for read-only': checkerOf((model, history, budget) =>
    greedily(model, history, budget, (input) => kindOf(input) === 'read'),
  ),
  'forgets an operation of the linearization': checkerOf((model, history, budget) => {
    const verdict = byPort(model, happened(history), budget)
    if (verdict.kind !== 'linearizable') return verdict
    return { ...verdict, linearizations: verdict.linearizations.map((sequence) => sequence.slice(1)) }
  }),
  'shows the order of calls': checkerOf((model, history, budget) => {
    const verdict = byPort(model, happened(history), budget)
    if (verdict.kind !== 'linearizable') return verdict
    const byCall = (a: AnyOperation, b: AnyOperation): number => a.call - b.call
    return { ...verdict, linearizations: verdict.linearizations.map((sequence) => sequence.toSorted(byCall)) }
  }),
}

function kindOf(input: unknown): unknown {
  return typeof input === 'object' && input !== null && 'kind' in input ? input.kind : undefined
}
