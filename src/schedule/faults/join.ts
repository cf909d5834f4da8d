import type { Address } from '../../port/index.ts'
import type { Moment } from '../moment.ts'
import { drawMoment } from './draws.ts'
import type { FaultKind } from './fault-kind.ts'

/** A fresh server appears under an address that was never used. */
export interface Join {
  readonly kind: 'join'
  readonly node: Address
  readonly at: Moment
}

export const join: FaultKind<Join> = {
  kind: 'join',
  draw: (scope, random) => ({
    kind: 'join',
    node: `s${scope.servers.length + random.between(1, 2)}`,
    at: drawMoment(scope, random),
  }),
  begins: (fault) => fault.at,
  ends: () => 'never',
  step: (fault) => ({ kind: 'join', node: fault.node }),
  describe: (fault) => `${fault.node} joins`,
}
