import type { Arbitrary } from 'fast-check'
import { sources, type Arena } from './arena.ts'
import type { Plan } from './plan.ts'
import { createRandom } from './random.ts'
import type { Probe } from './schedulers/scheduler-kind.ts'
import { schedulerOf, type SchedulerName } from './schedulers/registry.ts'

/** Each as often as it is listed. */
const usual: readonly SchedulerName[] = ['timed', 'walk', 'walk', 'walk']

/** The usual mix of plans. */
export function plans(arena: Arena): Arbitrary<Plan> {
  return plansOf(arena, ...usual)
}

/** Plans for these schedulers, each as often as it is named. */
export function plansOf(arena: Arena, ...names: readonly SchedulerName[]): Arbitrary<Plan> {
  return sources(arena).map(({ setup, seed }) => {
    const random = createRandom(seed)
    const draft = schedulerOf(random.oneOf(names)).draw(arena, setup, random)
    return { setup, seed: random.below(0x7fffffff), ...draft }
  })
}

/**
 * Plans made for the solution that `probe` plays, where the scheduler makes such, best first; null where it draws them
 * for any solution alike.
 */
export function tailoredPlans(
  arena: Arena,
  name: SchedulerName,
  probe: Probe,
  seed: number,
): Iterator<Plan> | null {
  const plansFor = schedulerOf(name).tailored
  return plansFor === undefined ? null : plansFor(arena, probe, createRandom(seed))[Symbol.iterator]()
}
