import fc from 'fast-check'
import { nthMessages } from './arbitraries.ts'
import type { FaultKind, NthMessage } from './fault-kind.ts'

/** One message arrives twice, the second time `afterMs` later. */
export interface Duplicate {
  readonly kind: 'duplicate'
  readonly message: NthMessage
  readonly afterMs: number
}

export const duplicate: FaultKind<Duplicate> = {
  kind: 'duplicate',
  arbitrary: (scope) =>
    fc.record({
      kind: fc.constant('duplicate' as const),
      message: nthMessages(scope),
      afterMs: fc.integer({ min: 1, max: scope.horizonMs }),
    }),
  begins: () => null,
  ends: () => null,
  message: (fault) => fault.message,
  fate: (fault, _flight, latencyMs) => [latencyMs, latencyMs + fault.afterMs],
  describe: (fault) => `arrives again ${fault.afterMs} ms later`,
}
