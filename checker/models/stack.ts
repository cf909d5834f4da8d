import { stackAlgorithm } from '../algorithms/stack.ts'
import type { Model, Outcome, StateKey, Step } from '../model.ts'
import { describeOperation, legalIf, mayBe, mayBeValue, show } from './answers.ts'
import { stackShape } from './shapes.ts'

export type StackInput = { readonly kind: 'push'; readonly value: StateKey } | { readonly kind: 'pop' }

/** `done` answers a push; a pop gets a value, or `empty`. */
export type StackOutput =
  | { readonly kind: 'done' }
  | { readonly kind: 'value'; readonly value: StateKey }
  | { readonly kind: 'empty' }

/** A last-in, first-out stack that is empty at first and has no limit. The newest value stands last. */
export const stackModel: Model<readonly StateKey[], StackInput, StackOutput> = {
  init: () => [],
  step,
  key: show,
  algorithms: [stackAlgorithm],
  shape: stackShape,
  describeOperation,
  describeState: show,
}

function step(
  stack: readonly StateKey[],
  input: StackInput,
  outcome: Outcome<StackOutput>,
): Step<readonly StateKey[]> {
  if (input.kind === 'push') return legalIf(mayBe(outcome, 'done'), [...stack, input.value])
  const newest = stack.at(-1)
  return newest === undefined
    ? legalIf(mayBe(outcome, 'empty'), stack)
    : legalIf(mayBeValue(outcome, newest), stack.slice(0, -1))
}
