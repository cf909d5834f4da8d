import fc from 'fast-check'
import { nthMessages } from './arbitraries.ts'
import type { FaultKind, NthMessage } from './fault-kind.ts'

/** One message takes `byMs` longer. */
export interface Delay {
  readonly kind: 'delay'
  readonly message: NthMessage
  readonly byMs: number
}

export const delay: FaultKind<Delay> = {
  kind: 'delay',
  arbitrary: (scope) =>
    fc.record({
      kind: fc.constant('delay' as const),
      message: nthMessages(scope),
      byMs: fc.integer({ min: 20, max: scope.horizonMs }),
    }),
  begins: () => null,
  ends: () => null,
  message: (fault) => fault.message,
  fate: (fault, _flight, latencyMs) => [latencyMs + fault.byMs],
  describe: (fault) => `takes ${fault.byMs} ms longer`,
}
