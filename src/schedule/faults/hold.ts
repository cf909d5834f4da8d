import fc from 'fast-check'
import type { Moment } from '../moment.ts'
import { moments, nthMessages } from './arbitraries.ts'
import type { FaultKind, NthMessage } from './fault-kind.ts'

/** One message is on its way until a moment comes. */
export interface Hold {
  readonly kind: 'hold'
  readonly message: NthMessage
  readonly until: Moment | null
}

export const hold: FaultKind<Hold> = {
  kind: 'hold',
  arbitrary: (scope) =>
    fc.record({ kind: fc.constant('hold' as const), message: nthMessages(scope), until: moments(scope) }),
  begins: () => null,
  ends: (fault) => fault.until,
  message: (fault) => fault.message,
  fate: () => 'held',
  describe: () => 'is held back',
}
