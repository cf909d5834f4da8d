import fc from 'fast-check'
import { nthMessages } from './arbitraries.ts'
import type { FaultKind, NthMessage } from './fault-kind.ts'

/** One message is lost. */
export interface Drop {
  readonly kind: 'drop'
  readonly message: NthMessage
}

export const drop: FaultKind<Drop> = {
  kind: 'drop',
  arbitrary: (scope) => fc.record({ kind: fc.constant('drop' as const), message: nthMessages(scope) }),
  begins: () => null,
  ends: () => null,
  message: (fault) => fault.message,
  fate: () => [],
  describe: () => 'is lost',
}
