import type { Address } from '../../port/index.ts'
import type { Moment } from '../moment.ts'
import { drawEnd, drawMoment } from './draws.ts'
import type { FaultKind } from './fault-kind.ts'

/** A node is up but does nothing; what reaches it and what its timers owe comes when it wakes. Slide 14. */
export interface Pause {
  readonly kind: 'pause'
  readonly node: Address
  readonly at: Moment
  readonly until: Moment | null
}

export const pause: FaultKind<Pause> = {
  kind: 'pause',
  draw: (scope, random) => ({
    kind: 'pause',
    node: random.oneOf([...scope.servers, ...scope.servers, ...scope.clients]),
    at: drawMoment(scope, random),
    until: drawEnd(scope, random),
  }),
  begins: (fault) => fault.at,
  ends: (fault) => fault.until,
  silences: (fault) => fault.node,
  describe: (fault) => `${fault.node} pauses`,
}
