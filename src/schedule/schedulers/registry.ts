import { pairs, type Pairs } from './pairs.ts'
import { pct, type Pct } from './pct.ts'
import { pos, type Pos } from './pos.ts'
import type { SchedulerKind } from './scheduler-kind.ts'
import { singleFault, type SingleFault } from './single-fault.ts'
import { staged, type Staged } from './staged.ts'
import { swarm, type Swarm } from './swarm.ts'
import { timed, type Timed } from './timed.ts'
import { walk, type Walk } from './walk.ts'

/** Settings of the scheduler of a plan. */
export type Settings = Pairs | Pct | Pos | SingleFault | Staged | Swarm | Timed | Walk
export type SchedulerName = Settings['kind']

const kinds = { 'single-fault': singleFault, staged, pct, pos, swarm, walk, timed, pairs }

export const schedulerNames = Object.keys(kinds) as readonly SchedulerName[]

/** Whether the plans that it makes for a solution are all of a kind, and not drawn at random. */
export function isEnumerated(name: SchedulerName): boolean {
  return schedulerOf(name).isEnumerated ?? false
}

/** The kind of a scheduler. Throws on a name that is not in the registry. */
export function schedulerOf(name: string): SchedulerKind<Settings> {
  if (!Object.hasOwn(kinds, name)) {
    throw new Error(`unknown scheduler \`${name}\`: expected one of ${schedulerNames.join(', ')}`)
  }
  // The registry holds under each name the kind whose settings carry that name.
  return kinds[name as SchedulerName] as unknown as SchedulerKind<Settings>
}
