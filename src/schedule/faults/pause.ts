import fc from 'fast-check'
import type { Address } from '../../port/index.ts'
import type { Moment } from '../moment.ts'
import { moments, periodEnds } from './arbitraries.ts'
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
  arbitrary: (scope) =>
    fc.record({
      kind: fc.constant('pause' as const),
      node: fc.constantFrom(...scope.servers, ...scope.servers, ...scope.clients),
      at: moments(scope),
      until: periodEnds(scope),
    }),
  begins: (fault) => fault.at,
  ends: (fault) => fault.until,
  silences: (fault) => fault.node,
  describe: (fault) => `${fault.node} pauses`,
}
