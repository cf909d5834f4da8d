import type { Model } from '../model.ts'
import { describeOperation, exactSum, legalIf, mayBe, mayBeValue, show } from './answers.ts'
import { counterShape } from './shapes.ts'

/** Amounts are whole numbers, negative ones too: a sum of fractions depends on their order. */
export type CounterInput = { readonly kind: 'add'; readonly amount: number } | { readonly kind: 'read' }

export type CounterOutput = { readonly kind: 'done' } | { readonly kind: 'value'; readonly value: number }

/** A counter that starts at 0. A step throws when it leaves ±(2^53 − 1). */
export const counterModel: Model<number, CounterInput, CounterOutput> = {
  init: () => 0,
  step: (count, input, outcome) =>
    input.kind === 'add'
      ? legalIf(mayBe(outcome, 'done'), exactSum(count, input.amount))
      : legalIf(mayBeValue(outcome, count), count),
  key: (count) => count,
  isReadOnly: (input) => input.kind === 'read',
  shape: counterShape,
  describeOperation,
  describeState: show,
}
