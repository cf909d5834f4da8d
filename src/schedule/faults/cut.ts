import fc from 'fast-check'
import type { Address } from '../../port/index.ts'
import type { Moment } from '../moment.ts'
import { moments, periodEnds } from './arbitraries.ts'
import type { FaultKind } from './fault-kind.ts'

/** A link carries nothing, one way or both ways. */
export interface Cut {
  readonly kind: 'cut'
  readonly from: Address
  readonly to: Address
  readonly bothWays: boolean
  readonly at: Moment
  readonly until: Moment | null | 'never'
}

export const cut: FaultKind<Cut> = {
  kind: 'cut',
  arbitrary: (scope) => {
    const nodes = [...scope.fixed, ...scope.servers, ...scope.clients]
    return fc
      .record({
        from: fc.nat(nodes.length - 1),
        by: fc.integer({ min: 1, max: nodes.length - 1 }),
        bothWays: fc.boolean(),
        at: moments(scope),
        until: periodEnds(scope),
      })
      .map(({ from, by, bothWays, at, until }) => ({
        kind: 'cut' as const,
        from: nodes[from] ?? '',
        to: nodes[(from + by) % nodes.length] ?? '',
        bothWays,
        at,
        until,
      }))
  },
  begins: (fault) => fault.at,
  ends: (fault) => fault.until,
  fate: (fault, { from, to }) => (isCut(fault, from, to) ? [] : null),
  severs: ({ from, to, bothWays }) => [{ from, to }, ...(bothWays ? [{ from: to, to: from }] : [])],
  describe: ({ from, to, bothWays }) => `the link ${from} ${bothWays ? '↔' : '→'} ${to} is cut`,
}

function isCut(fault: Cut, from: Address, to: Address): boolean {
  return (
    (from === fault.from && to === fault.to) || (fault.bothWays && from === fault.to && to === fault.from)
  )
}
