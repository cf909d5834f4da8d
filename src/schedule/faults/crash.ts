import type { Address } from '../../port/index.ts'
import type { Moment } from '../moment.ts'
import { drawMoment } from './draws.ts'
import type { FaultKind } from './fault-kind.ts'

/** A node stops for good. */
export interface Crash {
  readonly kind: 'crash'
  readonly node: Address
  readonly at: Moment
}

export const crash: FaultKind<Crash> = {
  kind: 'crash',
  draw: (scope, random) => ({
    kind: 'crash',
    node: random.oneOf(scope.servers),
    at: drawMoment(scope, random),
  }),
  begins: (fault) => fault.at,
  ends: () => 'never',
  step: (fault) => ({ kind: 'crash', node: fault.node }),
  describe: (fault) => `${fault.node} crashes`,
}
