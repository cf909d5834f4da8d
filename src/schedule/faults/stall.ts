import { selects, type Moment, type Selector } from '../moment.ts'
import { drawEnd, drawMoment, nodesOf } from './draws.ts'
import type { FaultKind } from './fault-kind.ts'

/** What is sent between two moments arrives at a third, all at once and in order. */
export interface Stall {
  readonly kind: 'stall'
  readonly message: Selector
  readonly at: Moment
  /** Null: as long as nothing has arrived. */
  readonly until: Moment | null
  readonly arrival: Moment | null
}

export const stall: FaultKind<Stall> = {
  kind: 'stall',
  draw: (scope, random) => ({
    kind: 'stall',
    message: {
      kind: random.chance(50) ? null : random.oneOf(scope.kinds),
      from: random.below(5) === 0 ? null : random.oneOf(nodesOf(scope)),
      to: random.below(5) === 0 ? null : random.oneOf(nodesOf(scope)),
    },
    at: drawMoment(scope, random),
    until: drawEnd(scope, random),
    arrival: drawEnd(scope, random),
  }),
  begins: (fault) => fault.at,
  stops: (fault) => fault.until,
  ends: (fault) => fault.arrival,
  fate: (fault, { from, to, message }) => (selects(fault.message, from, to, message) ? 'held' : null),
  describe: ({ message: { kind, from, to } }) =>
    `${kind ?? 'every message'} on ${from ?? 'any node'} → ${to ?? 'any node'} is held back`,
}
