import fc from 'fast-check'
import { selects, type Moment, type Selector } from '../moment.ts'
import { moments, periodEnds } from './arbitraries.ts'
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
  arbitrary: (scope) => {
    const nodes = [...scope.fixed, ...scope.servers, ...scope.clients]
    return fc.record({
      kind: fc.constant('stall' as const),
      message: fc.record({
        kind: fc.option(fc.constantFrom(...scope.kinds), { freq: 1 }),
        from: fc.option(fc.constantFrom(...nodes), { freq: 4 }),
        to: fc.option(fc.constantFrom(...nodes), { freq: 4 }),
      }),
      at: moments(scope),
      until: periodEnds(scope),
      arrival: periodEnds(scope),
    })
  },
  begins: (fault) => fault.at,
  stops: (fault) => fault.until,
  ends: (fault) => fault.arrival,
  fate: (fault, { from, to, message }) => (selects(fault.message, from, to, message) ? 'held' : null),
  describe: ({ message: { kind, from, to } }) =>
    `${kind ?? 'every message'} on ${from ?? 'any node'} → ${to ?? 'any node'} is held back`,
}
