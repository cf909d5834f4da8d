import { registerEngine } from '../engine/value-engine.ts'
import type { Model, Outcome, Step } from '../model.ts'
import { describeOperation, legalIf, mayBe, mayBeValue, show } from './answers.ts'
import type { RegisterInput, RegisterOutput, RegisterValue } from './register.ts'
import { casRegisterShape } from './shapes.ts'

export type CasInput =
  RegisterInput | { readonly kind: 'cas'; readonly from: RegisterValue; readonly to: RegisterValue }

/** `unequal` is the answer of a comparison that failed: the register held another value than `from`. */
export type CasOutput = RegisterOutput | { readonly kind: 'swapped' } | { readonly kind: 'unequal' }

/**
 * One compare-and-set register, as Jepsen tested etcd's. It holds `null` (Jepsen's `nil`) at first. Source:
 * Porcupine, porcupine_test.go, `etcdModel`.
 *
 * A `cas` is not read-only, not even one that answers `unequal`: what an input may do counts, not what it did.
 */
export const casRegisterModel: Model<RegisterValue, CasInput, CasOutput> = {
  init: () => null,
  step,
  key: (state) => state,
  isReadOnly: (input) => input.kind === 'read',
  engine: /* @__PURE__ */ registerEngine(null),
  shape: casRegisterShape,
  describeOperation,
  describeState: show,
}

function step(state: RegisterValue, input: CasInput, outcome: Outcome<CasOutput>): Step<RegisterValue> {
  switch (input.kind) {
    case 'read':
      return legalIf(mayBeValue(outcome, state), state)
    case 'write':
      return legalIf(mayBe(outcome, 'written'), input.value)
    case 'cas':
      return state === input.from
        ? legalIf(mayBe(outcome, 'swapped'), input.to)
        : legalIf(mayBe(outcome, 'unequal'), state)
    default:
      return input satisfies never
  }
}
