import { illegal, legal, partitionBy, type Model, type Outcome, type Step } from '../model.ts'

export type KeyValueInput =
  | { readonly kind: 'get'; readonly key: string }
  | { readonly kind: 'put'; readonly key: string; readonly value: string }
  | { readonly kind: 'append'; readonly key: string; readonly value: string }

export type KeyValueOutput = { readonly kind: 'value'; readonly value: string } | { readonly kind: 'done' }

/**
 * A key/value store with get, put and append, judged key by key: the state is the value of one key. A key
 * that was never written reads as ''. Source: Porcupine, porcupine_test.go, `kvModel`.
 */
export const keyValueModel: Model<string, KeyValueInput, KeyValueOutput> = {
  init: () => '',
  step,
  key: (state) => state,
  partition: partitionBy((input) => input.key),
  describeOperation,
  describeState: (state) => JSON.stringify(state),
}

function step(state: string, input: KeyValueInput, outcome: Outcome<KeyValueOutput>): Step<string> {
  const output = outcome.kind === 'returned' ? outcome.value : undefined
  switch (input.kind) {
    case 'get':
      if (output === undefined) return legal(state)
      return output.kind === 'value' && output.value === state ? legal(state) : illegal
    case 'put':
      return output === undefined || output.kind === 'done' ? legal(input.value) : illegal
    case 'append':
      return output === undefined || output.kind === 'done' ? legal(state + input.value) : illegal
    default:
      return input satisfies never
  }
}

function describeOperation(input: KeyValueInput, outcome: Outcome<KeyValueOutput>): string {
  const key = JSON.stringify(input.key)
  const call = input.kind === 'get' ? `get(${key})` : `${input.kind}(${key}, ${JSON.stringify(input.value)})`
  return `${call} → ${outcome.kind === 'unknown' ? '?' : describeOutput(outcome.value)}`
}

function describeOutput(output: KeyValueOutput): string {
  return output.kind === 'value' ? JSON.stringify(output.value) : 'ok'
}
