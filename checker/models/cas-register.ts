import { illegal, legal, type Model, type Outcome, type Step } from '../model.ts'

/** `null` is Jepsen's `nil`: never written. */
export type CasState = number | null

export type CasInput =
  | { readonly kind: 'read' }
  | { readonly kind: 'write'; readonly value: number }
  | { readonly kind: 'cas'; readonly from: number; readonly to: number }

/** `unequal` is the answer of a comparison that failed: the register held another value than `from`. */
export type CasOutput =
  | { readonly kind: 'value'; readonly value: CasState }
  | { readonly kind: 'written' }
  | { readonly kind: 'swapped' }
  | { readonly kind: 'unequal' }

/**
 * One compare-and-set register, as Jepsen tested etcd's. Source: Porcupine, porcupine_test.go, `etcdModel`.
 */
export const casRegisterModel: Model<CasState, CasInput, CasOutput> = {
  init: () => null,
  step,
  key: (state) => state,
  describeOperation,
  describeState: show,
}

function step(state: CasState, input: CasInput, outcome: Outcome<CasOutput>): Step<CasState> {
  const output = outcome.kind === 'returned' ? outcome.value : undefined
  switch (input.kind) {
    case 'read':
      if (output === undefined) return legal(state)
      return output.kind === 'value' && output.value === state ? legal(state) : illegal
    case 'write':
      return output === undefined || output.kind === 'written' ? legal(input.value) : illegal
    case 'cas': {
      const answer = state === input.from ? 'swapped' : 'unequal'
      if (output !== undefined && output.kind !== answer) return illegal
      return legal(answer === 'swapped' ? input.to : state)
    }
    default:
      return input satisfies never
  }
}

function describeOperation(input: CasInput, outcome: Outcome<CasOutput>): string {
  return `${describeInput(input)} → ${outcome.kind === 'unknown' ? '?' : describeOutput(outcome.value)}`
}

function describeInput(input: CasInput): string {
  switch (input.kind) {
    case 'read':
      return 'read()'
    case 'write':
      return `write(${input.value})`
    case 'cas':
      return `cas(${input.from}, ${input.to})`
    default:
      return input satisfies never
  }
}

function describeOutput(output: CasOutput): string {
  switch (output.kind) {
    case 'value':
      return show(output.value)
    case 'written':
    case 'swapped':
      return 'ok'
    case 'unequal':
      return 'unequal'
    default:
      return output satisfies never
  }
}

function show(state: CasState): string {
  return state === null ? 'nil' : String(state)
}
