import type { Address } from '../../port/index.ts'
import type { Moment } from '../moment.ts'
import { drawEnd, drawMoment, nodesOf } from './draws.ts'
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
  draw: (scope, random) => {
    const nodes = nodesOf(scope)
    const from = random.oneOf(nodes)
    return {
      kind: 'cut',
      from,
      to: random.oneOf(nodes.filter((node) => node !== from)),
      bothWays: random.chance(50),
      at: drawMoment(scope, random),
      until: drawEnd(scope, random),
    }
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
