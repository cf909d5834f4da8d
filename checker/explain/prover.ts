import { check, linearize } from '../check.ts'
import type { Model } from '../model.ts'
import type { Operation } from '../operation.ts'
import type { Budget } from '../verdict.ts'

/**
 * A check may take this many steps, or this many times what the verdict took: then it is given up. Operations
 * without a return make a check either easy or hopeless, so more would seldom help; after a number of hopeless
 * ones the rest is not tried.
 */
const stepsPerCheck = 50_000
const timesTheVerdict = 2
const givenUpMax = 12
/** The more operations are open, the longer a step takes: with so many more, a check may take half the steps. */
const openPerHalf = 64
const stepsPerCheckMin = 200

/** Asks many times whether operations are illegal, within one budget. `undefined` ones are not there. */
export type Prover<Input, Output> = {
  /** True only when they are. */
  readonly isIllegal: (operations: Present<Input, Output>) => boolean
  /** A linearization, as positions in `operations`; `undefined` when there is none or none was found. */
  readonly orderOf: (operations: Present<Input, Output>) => readonly number[] | undefined
  /** Was a check given up, or is the budget spent? Then false answers may be wrong. */
  readonly gaveUp: () => boolean
  /** Will every further check be given up? */
  readonly isSpent: () => boolean
  readonly stepsSpent: () => number
}

export type Present<Input, Output> = readonly (Operation<Input, Output> | undefined)[]

/** What the verdict took: the steps spent, and how many of the operations were pending. */
export type Effort = { readonly stepsSpent: number; readonly pending: number }

export function createProver<State, Input, Output>(
  model: Model<State, Input, Output>,
  { stepsMax }: Budget,
  effort: Effort,
): Prover<Input, Output> {
  const most = Math.max(stepsPerCheck, timesTheVerdict * effort.stepsSpent)
  const mostFor = (operations: Present<Input, Output>): number => {
    const more = Math.max(0, pendingIn(operations) - effort.pending)
    const least = Math.max(stepsPerCheckMin, 2 * operations.length)
    return Math.max(least, Math.floor((most * openPerHalf) / (openPerHalf + more)))
  }
  let rest = stepsMax
  let givenUp = 0
  const isSpent = (): boolean => rest <= 0 || givenUp >= givenUpMax

  /** One check, paid for; `undefined` when it was given up. */
  function ask<Answer extends { readonly kind: string; readonly stepsSpent: number }>(
    operations: Present<Input, Output>,
    judge: (budget: Budget) => Answer,
  ): Exclude<Answer, { readonly kind: 'undecided' }> | undefined {
    if (!isSpent()) {
      const answer = judge({ stepsMax: Math.min(rest, mostFor(operations)) })
      // At least one, so that checks that cost nothing end, too.
      rest -= Math.max(1, answer.stepsSpent)
      // The cast: TypeScript does not narrow a type parameter by its `kind`.
      if (answer.kind !== 'undecided') return answer as Exclude<Answer, { readonly kind: 'undecided' }>
    }
    givenUp += 1
    return undefined
  }

  return {
    isIllegal: (operations) =>
      ask(operations, (budget) => check(model, there(operations), budget))?.kind === 'illegal',
    orderOf: (operations) => {
      // Copies, since one object may stand in a history twice and the answer tells them apart by identity.
      const copies = operations.map((operation) => operation && { ...operation })
      const verdict = ask(copies, (budget) => linearize(model, there(copies), budget))
      if (verdict?.kind !== 'linearizable') return undefined
      const positions = new Map(copies.map((copy, position) => [copy, position]))
      return verdict.linearizations.flat().flatMap((operation) => positions.get(operation) ?? [])
    },
    gaveUp: () => givenUp > 0 || isSpent(),
    isSpent,
    stepsSpent: () => stepsMax - Math.max(0, rest),
  }
}

export function pendingIn(operations: Present<unknown, unknown>): number {
  let count = 0
  for (const operation of operations) if (operation?.kind === 'pending') count += 1
  return count
}

function there<Input, Output>(operations: Present<Input, Output>): readonly Operation<Input, Output>[] {
  return operations.filter((operation) => operation !== undefined)
}

/**
 * The least number above `low`, and at most `high`, for which `holds`. It must hold for `high`, which is not
 * asked, and, once it holds, for all numbers above.
 */
export function leastFor(low: number, high: number, holds: (candidate: number) => boolean): number {
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (holds(middle)) high = middle
    else low = middle
  }
  return high
}

/** As `leastFor`, with fewer questions when the number is near `high`, and more when it is not. */
export function leastNearHigh(low: number, high: number, holds: (candidate: number) => boolean): number {
  for (let below = 1; high - below > low; below *= 2) {
    if (!holds(high - below)) return leastFor(high - below, high, holds)
    high -= below
  }
  return leastFor(low, high, holds)
}
