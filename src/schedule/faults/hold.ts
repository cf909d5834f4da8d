import type { Moment } from '../moment.ts'
import { drawMoment, drawNthMessage } from './draws.ts'
import type { FaultKind, NthMessage } from './fault-kind.ts'

/** One message is on its way until a moment comes. */
export interface Hold {
  readonly kind: 'hold'
  readonly message: NthMessage
  readonly until: Moment | null
}

export const hold: FaultKind<Hold> = {
  kind: 'hold',
  draw: (scope, random) => ({
    kind: 'hold',
    message: drawNthMessage(scope, random),
    until: drawMoment(scope, random),
  }),
  begins: () => null,
  ends: (fault) => fault.until,
  message: (fault) => fault.message,
  fate: () => 'held',
  describe: () => 'is held back',
}
