import { expect } from 'vitest'
import {
  checkOperations,
  type PortIllegal,
  type Model,
  type Operation,
  type Sequence,
  type PortVerdict,
} from '#checker'
import { countReturned, faultIn, truthOf, type Specification, type Truth } from './oracle.ts'

/**
 * Judges a history of one group, and holds everything that the verdict says against trying everything under a
 * specification that was not written for the search.
 */
export function expectTrue<State, Reality, Input, Output>(
  model: Model<State, Input, Output>,
  reality: Specification<Reality, Input, Output>,
  operations: readonly Operation<Input, Output>[],
): PortVerdict<Input, Output> {
  const verdict = checkOperations(model, operations, { stepsMax: 1_000_000 })
  const wrong = wrongWith(model, truthOf(reality, operations), operations, verdict)
  // Not `expect` for each claim: the exhaustive test makes it hundreds of thousands of times.
  if (wrong !== undefined) expect.fail(`${wrong}\n${JSON.stringify({ operations, verdict }, undefined, 1)}`)
  return verdict
}

function wrongWith<State, Input, Output>(
  model: Model<State, Input, Output>,
  truth: Truth,
  operations: readonly Operation<Input, Output>[],
  verdict: PortVerdict<Input, Output>,
): string | undefined {
  switch (verdict.kind) {
    case 'undecided':
      return 'a million steps must do'
    case 'linearizable': {
      if (!truth.linearizable) return 'judged linearizable, but no order is legal'
      const [linearization = []] = verdict.linearizations
      if (countReturned(linearization) !== countReturned(operations))
        return 'the linearization is not complete'
      return faultIn(model, operations, linearization)
    }
    case 'illegal': {
      if (truth.linearizable) return 'judged illegal, but an order is legal'
      return wrongWithPartials(model, truth, operations, verdict) ?? wrongWithEnd(model, operations, verdict)
    }
    default:
      return verdict satisfies never
  }
}

function wrongWithPartials<State, Input, Output>(
  model: Model<State, Input, Output>,
  truth: Truth,
  operations: readonly Operation<Input, Output>[],
  { longest, partials }: PortIllegal<Input, Output>,
): string | undefined {
  if (longest !== (partials[0] ?? longest)) return 'the longest partial linearization comes first'
  if (countReturned(longest) !== truth.longest) return `the longest has ${truth.longest} returned operations`
  const positions = partials.map((partial) =>
    partial.map((operation) => operations.indexOf(operation)).join(),
  )
  if (new Set(positions).size < partials.length) return 'a partial linearization is given twice'
  for (const partial of partials) {
    const fault = faultIn(model, operations, partial)
    if (fault !== undefined) return fault
  }
  for (const [index, operation] of operations.entries()) {
    if (operation.kind === 'pending') continue
    const containing = partials.filter((partial) => partial.includes(operation)).map(countReturned)
    if (Math.max(0, ...containing) !== truth.best[index]) return `${index} is in one of ${truth.best[index]}`
  }
  const isBest = (partial: Sequence<Input, Output>): boolean =>
    operations.some(
      (operation, index) =>
        operation.kind === 'returned' &&
        partial.includes(operation) &&
        countReturned(partial) === truth.best[index],
    )
  return partials.every(isBest)
    ? undefined
    : 'a partial linearization is the longest of no returned operation'
}

function wrongWithEnd<State, Input, Output>(
  model: Model<State, Input, Output>,
  operations: readonly Operation<Input, Output>[],
  { longest, unplaceable }: PortIllegal<Input, Output>,
): string | undefined {
  if (longest.includes(unplaceable)) return 'the unplaceable operation is placed'
  const further = faultIn(model, operations, [...longest, unplaceable])
  if (further === undefined) return 'the unplaceable operation can be placed'
  const earlier = operations.some(
    (operation) =>
      operation.kind === 'returned' && operation.return < unplaceable.return && !longest.includes(operation),
  )
  return earlier ? 'another operation that is not placed returned before the unplaceable one' : undefined
}
