import { drawNthMessage } from './draws.ts'
import type { FaultKind, NthMessage } from './fault-kind.ts'

/** One message arrives twice, the second time `afterMs` later. */
export interface Duplicate {
  readonly kind: 'duplicate'
  readonly message: NthMessage
  readonly afterMs: number
}

export const duplicate: FaultKind<Duplicate> = {
  kind: 'duplicate',
  draw: (scope, random) => ({
    kind: 'duplicate',
    message: drawNthMessage(scope, random),
    afterMs: random.between(1, scope.horizonMs),
  }),
  begins: () => null,
  ends: () => null,
  message: (fault) => fault.message,
  fate: (fault, _flight, latencyMs) => [latencyMs, latencyMs + fault.afterMs],
  describe: (fault) => `arrives again ${fault.afterMs} ms later`,
}
