import type { SchedulerKind } from './scheduler-kind.ts'
import { timed, type Timed } from './timed.ts'
import { walk, type Walk } from './walk.ts'

/** Settings of the scheduler of a plan. */
export type Settings = Timed | Walk
export type SchedulerName = Settings['kind']

const kinds = { timed, walk }

export const schedulerNames = Object.keys(kinds) as readonly SchedulerName[]

/** The kind of a scheduler. Throws on a name that is not in the registry. */
export function schedulerOf(name: string): SchedulerKind<Settings> {
  if (!Object.hasOwn(kinds, name)) {
    throw new Error(`unknown scheduler \`${name}\`: expected one of ${schedulerNames.join(', ')}`)
  }
  // The registry holds under each name the kind whose settings carry that name.
  return kinds[name as SchedulerName] as unknown as SchedulerKind<Settings>
}
