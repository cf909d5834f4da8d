import type { Address } from '../../port/index.ts'
import type { Moment } from '../moment.ts'
import { drawEnd, drawMoment } from './draws.ts'
import type { FaultKind } from './fault-kind.ts'

/** A node is up, and every link to and from it carries nothing. */
export interface Isolate {
  readonly kind: 'isolate'
  readonly node: Address
  readonly at: Moment
  readonly until: Moment | null | 'never'
}

export const isolate: FaultKind<Isolate> = {
  kind: 'isolate',
  draw: (scope, random) => ({
    kind: 'isolate',
    node: random.oneOf([...scope.fixed, ...scope.servers, ...scope.servers, ...scope.clients]),
    at: drawMoment(scope, random),
    until: drawEnd(scope, random),
  }),
  begins: (fault) => fault.at,
  ends: (fault) => fault.until,
  fate: (fault, { from, to }) => (from === fault.node || to === fault.node ? [] : null),
  severs: ({ node }, nodes) =>
    nodes.flatMap((other) =>
      other === node
        ? []
        : [
            { from: node, to: other },
            { from: other, to: node },
          ],
    ),
  describe: (fault) => `${fault.node} is cut off from everyone`,
}
