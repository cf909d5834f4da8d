import type { FaultKind } from './fault-kind.ts'

/** Any message may be lost, until the calm. */
export interface Loss {
  readonly kind: 'loss'
  readonly percent: number
}

export const loss: FaultKind<Loss> = {
  kind: 'loss',
  draw: (_scope, random) => ({ kind: 'loss', percent: random.between(1, 30) }),
  begins: () => null,
  ends: () => null,
  fate: (fault, _flight, _latencyMs, random) => (random.chance(fault.percent) ? [] : null),
  describe: (fault) => `${fault.percent} % of the messages are lost`,
}
