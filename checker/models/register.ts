import { registerEngine } from '../engine/value-engine.ts'
import type { Model, Outcome, StateKey, Step } from '../model.ts'
import { describeOperation, legalIf, mayBe, mayBeValue, show } from './answers.ts'
import { registerShape } from './shapes.ts'

/** What a register can hold: a JSON scalar. */
export type RegisterValue = StateKey

export type RegisterInput =
  { readonly kind: 'read' } | { readonly kind: 'write'; readonly value: RegisterValue }

export type RegisterOutput =
  { readonly kind: 'value'; readonly value: RegisterValue } | { readonly kind: 'written' }

/**
 * A register with `read` and `write` that holds `initial` at first. Source: Porcupine, porcupine_test.go,
 * `registerModel`.
 */
export function registerModel(initial: RegisterValue): Model<RegisterValue, RegisterInput, RegisterOutput> {
  return {
    init: () => initial,
    step,
    key: (state) => state,
    isReadOnly: (input) => input.kind === 'read',
    engine: registerEngine(initial),
    shape: registerShape,
    describeOperation,
    describeState: show,
  }
}

function step(
  state: RegisterValue,
  input: RegisterInput,
  outcome: Outcome<RegisterOutput>,
): Step<RegisterValue> {
  switch (input.kind) {
    case 'read':
      return legalIf(mayBeValue(outcome, state), state)
    case 'write':
      return legalIf(mayBe(outcome, 'written'), input.value)
    default:
      return input satisfies never
  }
}
