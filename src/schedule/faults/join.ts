import fc from 'fast-check'
import type { Address } from '../../port/index.ts'
import type { Moment } from '../moment.ts'
import { moments } from './arbitraries.ts'
import type { FaultKind } from './fault-kind.ts'

/** A fresh server appears under an address that was never used. */
export interface Join {
  readonly kind: 'join'
  readonly node: Address
  readonly at: Moment
}

export const join: FaultKind<Join> = {
  kind: 'join',
  arbitrary: (scope) =>
    fc.record({
      kind: fc.constant('join' as const),
      node: fc.constantFrom(1, 2).map((more) => `s${scope.servers.length + more}`),
      at: moments(scope),
    }),
  begins: (fault) => fault.at,
  ends: () => 'never',
  step: (fault) => ({ kind: 'join', node: fault.node }),
  describe: (fault) => `${fault.node} joins`,
}
