import { drawNthMessage } from './draws.ts'
import type { FaultKind, NthMessage } from './fault-kind.ts'

/** One message is lost. */
export interface Drop {
  readonly kind: 'drop'
  readonly message: NthMessage
}

export const drop: FaultKind<Drop> = {
  kind: 'drop',
  draw: (scope, random) => ({ kind: 'drop', message: drawNthMessage(scope, random) }),
  begins: () => null,
  ends: () => null,
  message: (fault) => fault.message,
  fate: () => [],
  describe: () => 'is lost',
}
