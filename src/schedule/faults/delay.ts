import { drawNthMessage } from './draws.ts'
import type { FaultKind, NthMessage } from './fault-kind.ts'

/** One message takes `byMs` longer. */
export interface Delay {
  readonly kind: 'delay'
  readonly message: NthMessage
  readonly byMs: number
}

export const delay: FaultKind<Delay> = {
  kind: 'delay',
  draw: (scope, random) => ({
    kind: 'delay',
    message: drawNthMessage(scope, random),
    byMs: random.between(20, scope.horizonMs),
  }),
  begins: () => null,
  ends: () => null,
  message: (fault) => fault.message,
  fate: (fault, _flight, latencyMs) => [latencyMs + fault.byMs],
  describe: (fault) => `takes ${fault.byMs} ms longer`,
}
