import type { Model, Operation, Sequence } from '#checker'

/**
 * Linearizability by trying everything: every order of every choice of operations in which each one placed
 * comes after all that returned before it was called. No cache, no bitset, no linked list, nothing shared
 * with the search.
 */
export type Truth = {
  readonly linearizable: boolean
  /**
   * For each operation, the most returned operations in a partial linearization that contains it; 0 when none
   * does.
   */
  readonly best: readonly number[]
  readonly longest: number
}

export function truthOf<State, Input, Output>(
  model: Specification<State, Input, Output>,
  operations: readonly Operation<Input, Output>[],
): Truth {
  const best = operations.map(() => 0)
  const returned = operations.filter((operation) => operation.kind === 'returned').length
  let longest = 0
  const extend = (state: State, placed: readonly number[], returnedPlaced: number): void => {
    longest = Math.max(longest, returnedPlaced)
    for (const index of placed) best[index] = Math.max(best[index] ?? 0, returnedPlaced)
    operations.forEach((operation, index) => {
      if (placed.includes(index) || !mayComeNext(operations, placed, operation)) return
      const step = model.step(state, operation.input, outcome(operation))
      if (step.kind === 'illegal') return
      extend(step.state, [...placed, index], returnedPlaced + Number(operation.kind === 'returned'))
    })
  }
  extend(model.init(), [], 0)
  return { linearizable: longest === returned, best, longest }
}

/** What `truthOf` needs to know of a model. */
export type Specification<State, Input, Output> = Pick<Model<State, Input, Output>, 'init' | 'step'>

/**
 * A real object as a specification: its state is what it was asked for, and its answers are got by asking
 * again.
 */
export function replayed<Input, Output>(
  object: () => (input: Input) => Output,
): Specification<readonly Input[], Input, Output> {
  return {
    init: () => [],
    step: (asked, input, outcome) => {
      const execute = object()
      for (const earlier of asked) execute(earlier)
      const answer = execute(input)
      if (outcome.kind === 'returned' && JSON.stringify(outcome.value) !== JSON.stringify(answer)) {
        return { kind: 'illegal' }
      }
      return { kind: 'legal', state: [...asked, input] }
    },
  }
}

/** Why a sequence is no partial linearization of the operations, or `undefined` when it is one. */
export function faultIn<State, Input, Output>(
  model: Model<State, Input, Output>,
  operations: readonly Operation<Input, Output>[],
  sequence: Sequence<Input, Output>,
): string | undefined {
  const placed: number[] = []
  let state = model.init()
  for (const operation of sequence) {
    const shown = model.describeOperation(operation.input, outcome(operation))
    const index = operations.indexOf(operation)
    if (index === -1) return `${shown} is not in the history`
    if (placed.includes(index)) return `${shown} is placed twice`
    if (!mayComeNext(operations, placed, operation))
      return `${shown} overtakes one that returned before its call`
    const step = model.step(state, operation.input, outcome(operation))
    if (step.kind === 'illegal') return `${shown} is illegal in ${model.describeState(state)}`
    state = step.state
    placed.push(index)
  }
  return undefined
}

export function countReturned(operations: readonly Operation<unknown, unknown>[]): number {
  return operations.filter((operation) => operation.kind === 'returned').length
}

function mayComeNext(
  operations: readonly Operation<unknown, unknown>[],
  placed: readonly number[],
  next: Operation<unknown, unknown>,
): boolean {
  return operations.every(
    (other, index) => other.kind === 'pending' || other.return >= next.call || placed.includes(index),
  )
}

function outcome<Output>(operation: Operation<unknown, Output>) {
  return operation.kind === 'pending'
    ? ({ kind: 'unknown' } as const)
    : ({ kind: 'returned', value: operation.output } as const)
}
