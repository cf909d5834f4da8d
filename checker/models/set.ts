import { encodeSet } from '../engine/encoders.ts'
import { valueEngine } from '../engine/value-engine.ts'
import { partitionBy, type Model, type Outcome, type StateKey, type Step } from '../model.ts'
import { describeOperation, legalIf, mayBe } from './answers.ts'
import { setShape } from './shapes.ts'

export type SetInput = { readonly kind: 'add' | 'remove' | 'contains'; readonly element: StateKey }

/** An add or a remove answers whether it changed the set, or `done` where the system does not say. */
export type SetOutput =
  { readonly kind: 'changed' | 'unchanged' | 'done' } | { readonly kind: 'member'; readonly is: boolean }

/** A set that is empty at first, judged element by element: the state says whether the element is in it. */
export const setModel: Model<boolean, SetInput, SetOutput> = {
  init: () => false,
  step,
  key: (isMember) => isMember,
  partition: /* @__PURE__ */ partitionBy((input) => input.element),
  isReadOnly: (input) => input.kind === 'contains',
  engine: /* @__PURE__ */ valueEngine(encodeSet),
  shape: setShape,
  describeOperation,
  describeState: (isMember) => (isMember ? 'in the set' : 'not in the set'),
}

function step(isMember: boolean, { kind }: SetInput, outcome: Outcome<SetOutput>): Step<boolean> {
  if (kind === 'contains') return legalIf(tells(outcome, isMember), isMember)
  const after = kind === 'add'
  const answer = after === isMember ? 'unchanged' : 'changed'
  return legalIf(mayBe(outcome, answer) || mayBe(outcome, 'done'), after)
}

function tells(outcome: Outcome<SetOutput>, isMember: boolean): boolean {
  return outcome.kind === 'unknown' || (outcome.value.kind === 'member' && outcome.value.is === isMember)
}
