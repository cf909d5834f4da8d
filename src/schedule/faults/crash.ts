import fc from 'fast-check'
import type { Address } from '../../port/index.ts'
import type { Moment } from '../moment.ts'
import { moments } from './arbitraries.ts'
import type { FaultKind } from './fault-kind.ts'

/** A node stops for good. */
export interface Crash {
  readonly kind: 'crash'
  readonly node: Address
  readonly at: Moment
}

export const crash: FaultKind<Crash> = {
  kind: 'crash',
  arbitrary: (scope) =>
    fc.record({
      kind: fc.constant('crash' as const),
      node: fc.constantFrom(...scope.servers),
      at: moments(scope),
    }),
  begins: (fault) => fault.at,
  ends: () => 'never',
  step: (fault) => ({ kind: 'crash', node: fault.node }),
  describe: (fault) => `${fault.node} crashes`,
}
