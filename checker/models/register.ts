import { illegal, legal, type Model, type Outcome, type Step, type StateKey } from '../model.ts'

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
  return { init: () => initial, step, key: (state) => state, describeOperation, describeState: show }
}

function step(
  state: RegisterValue,
  input: RegisterInput,
  outcome: Outcome<RegisterOutput>,
): Step<RegisterValue> {
  const output = outcome.kind === 'returned' ? outcome.value : undefined
  switch (input.kind) {
    case 'read':
      if (output === undefined) return legal(state)
      return output.kind === 'value' && output.value === state ? legal(state) : illegal
    case 'write':
      return output === undefined || output.kind === 'written' ? legal(input.value) : illegal
    default:
      return input satisfies never
  }
}

function describeOperation(input: RegisterInput, outcome: Outcome<RegisterOutput>): string {
  const call = input.kind === 'read' ? 'read()' : `write(${show(input.value)})`
  return `${call} → ${outcome.kind === 'unknown' ? '?' : describeOutput(outcome.value)}`
}

function describeOutput(output: RegisterOutput): string {
  return output.kind === 'value' ? show(output.value) : 'ok'
}

function show(value: RegisterValue): string {
  return JSON.stringify(value)
}
