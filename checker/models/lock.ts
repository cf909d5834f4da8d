import { encodeLock } from '../engine/encoders.ts'
import { valueEngine } from '../engine/value-engine.ts'
import { partitionBy, type Model } from '../model.ts'
import { describeOperation, legalIf, mayBe, show } from './answers.ts'
import { lockShape } from './shapes.ts'

export type LockInput = {
  readonly kind: 'acquire' | 'release'
  readonly lock: string
  /** Who asks: often the client, but one client may act for several owners. */
  readonly owner: string
}

/** `refused`: an acquire of a lock that is held (by whomever), a release by one who does not hold it. */
export type LockOutput = { readonly kind: 'done' } | { readonly kind: 'refused' }

/** Locks that are free at first, judged lock by lock: the state is the owner, or `null`. */
export const lockModel: Model<string | null, LockInput, LockOutput> = {
  init: () => null,
  step: (holder, { kind, owner }, outcome) => {
    const [before, after] = kind === 'acquire' ? [null, owner] : [owner, null]
    return holder === before
      ? legalIf(mayBe(outcome, 'done'), after)
      : legalIf(mayBe(outcome, 'refused'), holder)
  },
  key: (holder) => holder,
  partition: /* @__PURE__ */ partitionBy((input) => input.lock),
  engine: /* @__PURE__ */ valueEngine(encodeLock),
  shape: lockShape,
  describeOperation,
  describeState: (holder) => (holder === null ? 'free' : `held by ${show(holder)}`),
}
