import { expect } from 'vitest'
import { checkOperations, type Model, type Operation, type Verdict } from '#checker'
import { countReturned, faultIn, truthOf } from './oracle.ts'

/** Judges a history of one group, and holds everything that the verdict says against trying everything. */
export function expectTrue<State, Input, Output>(
  model: Model<State, Input, Output>,
  operations: readonly Operation<Input, Output>[],
): Verdict<Input, Output> {
  const verdict = checkOperations(model, operations, { stepsMax: 1_000_000 })
  const wrong = wrongWith(model, operations, verdict)
  // Not `expect` for each claim: the exhaustive test makes it hundreds of thousands of times.
  if (wrong !== undefined) expect.fail(`${wrong}\n${JSON.stringify({ operations, verdict }, undefined, 1)}`)
  return verdict
}

function wrongWith<State, Input, Output>(
  model: Model<State, Input, Output>,
  operations: readonly Operation<Input, Output>[],
  verdict: Verdict<Input, Output>,
): string | undefined {
  const truth = truthOf(model, operations)
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
      const { longest, partials, unplaceable } = verdict
      if (countReturned(longest) !== truth.longest)
        return `the longest partial linearization has ${truth.longest}`
      if (longest !== (partials[0] ?? longest)) return 'the longest partial linearization comes first'
      if (
        new Set(partials.map((partial) => JSON.stringify(partial.map((o) => operations.indexOf(o))))).size <
        partials.length
      )
        return 'a partial linearization is given twice'
      for (const partial of partials) {
        const fault = faultIn(model, operations, partial)
        if (fault !== undefined) return fault
      }
      for (const [index, operation] of operations.entries()) {
        if (operation.kind === 'pending') continue
        const containing = partials.filter((partial) => partial.includes(operation)).map(countReturned)
        if (Math.max(0, ...containing) !== truth.best[index])
          return `operation ${index} is in one of ${truth.best[index]}`
        if (!longest.includes(operation) && operation.return < unplaceable.return)
          return `${index} returned before`
      }
      if (longest.includes(unplaceable)) return 'the unplaceable operation is placed'
      if (faultIn(model, operations, [...longest, unplaceable]) === undefined)
        return 'it can be placed after all'
      return undefined
    }
    default:
      return verdict satisfies never
  }
}
