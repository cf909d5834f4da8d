import type { Address } from '../../port/index.ts'
import type { Moment, Pattern } from '../moment.ts'
import type { Random } from '../random.ts'
import type { NthMessage, Scope } from './fault-kind.ts'

export function nodesOf({ fixed, servers, clients }: Scope): readonly Address[] {
  return [...fixed, ...servers, ...clients]
}

/** When something begins: some time, or right when something happens, since that is where mistakes sit. */
export function drawMoment(scope: Scope, random: Random): Moment {
  if (random.below(5) < 2) return { ms: random.below(scope.horizonMs + 1) }
  return {
    when: drawPattern(scope, random),
    nth: random.between(1, 4),
    plusMs: random.oneOf([0, 0, 1, 10, 60]),
  }
}

/** When something that lasts ends: null is with the storm. */
export function drawEnd(scope: Scope, random: Random): Moment | null {
  return random.below(3) === 0 ? null : drawMoment(scope, random)
}

export function drawNthMessage(scope: Scope, random: Random): NthMessage {
  const nodes = nodesOf(scope)
  return {
    kind: random.below(3) === 0 ? null : random.oneOf(scope.kinds),
    from: random.below(5) === 0 ? null : random.oneOf(nodes),
    to: random.below(5) === 0 ? null : random.oneOf(nodes),
    nth: random.between(1, 6),
  }
}

function drawPattern(scope: Scope, random: Random): Pattern {
  const nodes = nodesOf(scope)
  const choice = random.below(7)
  if (choice === 0) return { on: 'finished', client: random.oneOf(scope.clients) }
  if (choice < 3) return { on: 'executed', node: random.below(4) === 0 ? null : random.oneOf(scope.servers) }
  return {
    on: random.oneOf(['sent', 'delivered'] as const),
    kind: random.below(3) === 0 ? null : random.oneOf(scope.kinds),
    from: random.below(3) === 0 ? null : random.oneOf(nodes),
    to: random.below(3) === 0 ? null : random.oneOf(nodes),
    with: null,
  }
}
