import type { Address } from '../../port/index.ts'
import type { Moment } from '../moment.ts'
import { drawEnd, drawMoment } from './draws.ts'
import type { FaultKind } from './fault-kind.ts'

/** Nobody on one side reaches anybody on the other; within a side all is well. */
export interface Partition {
  readonly kind: 'partition'
  readonly side: readonly Address[]
  /** Nodes that both sides reach. */
  readonly between: readonly Address[]
  readonly at: Moment
  readonly until: Moment | null | 'never'
}

export const partition: FaultKind<Partition> = {
  kind: 'partition',
  draw: (scope, random) => {
    const server = random.oneOf(scope.servers)
    const others = scope.servers.filter((other) => other !== server)
    return {
      kind: 'partition',
      side: [server, ...random.some(scope.clients)],
      between: random.chance(25) ? others : random.some(scope.clients, 10),
      at: drawMoment(scope, random),
      until: drawEnd(scope, random),
    }
  },
  begins: (fault) => fault.at,
  ends: (fault) => fault.until,
  fate: (fault, { from, to }) => (divides(fault, from, to) ? [] : null),
  severs: (fault, nodes) =>
    nodes.flatMap((from) => nodes.filter((to) => divides(fault, from, to)).map((to) => ({ from, to }))),
  describe: ({ side }) => `${side.join(' ')} and the others do not reach each other`,
}

function divides({ side, between }: Partition, from: Address, to: Address): boolean {
  return side.includes(from) !== side.includes(to) && !between.includes(from) && !between.includes(to)
}
