import type { Setup } from '../trace/index.ts'
import type { Arena } from './arena.ts'
import type { Scope } from './faults/fault-kind.ts'
import { faultKinds, kindOf, type Fault } from './faults/registry.ts'
import type { Random } from './random.ts'

/** A fault of any kind, at any time: for those who have no solution to look at. */
export function drawFault(arena: Arena, setup: Setup, horizonMs: number, random: Random): Fault {
  const scope: Scope = { ...setup, fixed: arena.fixed, kinds: arena.kinds, horizonMs }
  const kinds = faultKinds.filter((kind) => arena.joins || kind !== 'join')
  return kindOf(random.oneOf(kinds)).draw(scope, random)
}
