import { listAlgorithm } from '../algorithms/list.ts'
import { partitionBy, type Model, type StateKey } from '../model.ts'
import { describeOperation, legalIf, mayBe, show } from './answers.ts'
import { listShape } from './shapes.ts'

export type ListInput =
  | { readonly kind: 'append'; readonly key: string; readonly value: StateKey }
  | { readonly kind: 'read'; readonly key: string }

export type ListOutput =
  { readonly kind: 'done' } | { readonly kind: 'values'; readonly values: readonly StateKey[] }

/** Append-only lists that are empty at first, judged list by list. The newest value stands last. */
export const listModel: Model<readonly StateKey[], ListInput, ListOutput> = {
  init: () => [],
  step: (list, input, outcome) => {
    if (input.kind === 'append') return legalIf(mayBe(outcome, 'done'), [...list, input.value])
    if (outcome.kind === 'unknown') return legalIf(true, list)
    return legalIf(outcome.value.kind === 'values' && equal(outcome.value.values, list), list)
  },
  key: show,
  partition: /* @__PURE__ */ partitionBy((input) => input.key),
  isReadOnly: (input) => input.kind === 'read',
  algorithms: [listAlgorithm],
  shape: listShape,
  describeOperation,
  describeState: show,
}

function equal(left: readonly StateKey[], right: readonly StateKey[]): boolean {
  return left.length === right.length && left.every((value, position) => value === right[position])
}
