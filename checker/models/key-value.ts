import { encodeKeyValue, plantKeyValue } from '../engine/encoders.ts'
import { valueEngine } from '../engine/value-engine.ts'
import { partitionBy, type Model, type Outcome, type Step } from '../model.ts'
import { describeOperation, legalIf, mayBe, mayBeValue, show } from './answers.ts'
import { keyValueShape } from './shapes.ts'

/** What a key holds; `null` where there is nothing, in stores that say so. */
type Held = string | null

export type KeyValueInput =
  | { readonly kind: 'get'; readonly key: string }
  | { readonly kind: 'put'; readonly key: string; readonly value: string }
  | { readonly kind: 'append'; readonly key: string; readonly value: string }
  | { readonly kind: 'delete'; readonly key: string }
  | { readonly kind: 'cas'; readonly key: string; readonly from: string | null; readonly to: string }

/**
 * `done` answers put, append and delete; `swapped` and `unequal` answer a cas, as those of the
 * compare-and-set register do.
 */
export type KeyValueOutput =
  | { readonly kind: 'value'; readonly value: string | null }
  | { readonly kind: 'done' }
  | { readonly kind: 'swapped' }
  | { readonly kind: 'unequal' }

/**
 * A key/value store, judged key by key: the state is what one key holds. A key that was never written, or was
 * deleted, holds `absent`; an append to it makes the value.
 */
export function keyValueModelWith(absent: string | null): Model<Held, KeyValueInput, KeyValueOutput> {
  return {
    init: () => absent,
    step: (state, input, outcome) => step(absent, state, input, outcome),
    key: (state) => state,
    partition: /* @__PURE__ */ partitionBy((input) => input.key),
    isReadOnly: (input) => input.kind === 'get',
    engine: valueEngine(encodeKeyValue(absent), plantKeyValue(absent)),
    shape: keyValueShape,
    describeOperation,
    describeState: show,
  }
}

/** A key that was never written reads as ''. Source: Porcupine, porcupine_test.go, `kvModel`. */
export const keyValueModel = /* @__PURE__ */ keyValueModelWith('')

function step(absent: Held, state: Held, input: KeyValueInput, outcome: Outcome<KeyValueOutput>): Step<Held> {
  switch (input.kind) {
    case 'get':
      return legalIf(mayBeValue(outcome, state), state)
    case 'put':
      return legalIf(mayBe(outcome, 'done'), input.value)
    case 'append':
      return legalIf(mayBe(outcome, 'done'), state === absent ? input.value : `${state}${input.value}`)
    case 'delete':
      return legalIf(mayBe(outcome, 'done'), absent)
    case 'cas':
      return state === input.from
        ? legalIf(mayBe(outcome, 'swapped'), input.to)
        : legalIf(mayBe(outcome, 'unequal'), state)
    default:
      return input satisfies never
  }
}
