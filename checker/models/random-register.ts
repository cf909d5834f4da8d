import type { Model } from '../model.ts'
import { deterministic } from '../nondeterministic.ts'
import { describeOperation, mayBe, mayBeValue, show } from './answers.ts'
import type { RegisterInput, RegisterOutput, RegisterValue } from './register.ts'
import { randomRegisterShape, type Shape } from './shapes.ts'

/** `writeAny` stores one of the values, and nobody is told which. */
export type RandomRegisterInput =
  RegisterInput | { readonly kind: 'writeAny'; readonly values: readonly RegisterValue[] }

/**
 * A register that holds `null` at first, with a write whose value is not known until it is read: a
 * non-deterministic model. The state is the set of values that it may hold. A read is not read-only here: it
 * leaves only those values that it may have seen.
 */
export const randomRegisterModel: Model<readonly RegisterValue[], RandomRegisterInput, RegisterOutput> =
  /* @__PURE__ */ shaped(
    randomRegisterShape,
    /* @__PURE__ */ deterministic<RegisterValue, RandomRegisterInput, RegisterOutput>({
      init: () => [null],
      step: (value, input, outcome) => {
        if (input.kind === 'read') return mayBeValue(outcome, value) ? [value] : []
        if (!mayBe(outcome, 'written')) return []
        return input.kind === 'write' ? [input.value] : input.values
      },
      key: (value) => value,
      describeOperation,
      describeState: show,
    }),
  )

function shaped<State, Input, Output>(
  shape: Shape,
  model: Model<State, Input, Output>,
): Model<State, Input, Output> {
  return { ...model, shape }
}
