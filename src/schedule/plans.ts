import fc, { type Arbitrary } from 'fast-check'
import { setups, type Arena } from './arena.ts'
import type { Plan } from './plan.ts'
import { schedulerOf, type SchedulerName } from './schedulers/registry.ts'

/** The usual mix of plans. */
export function plans(arena: Arena): Arbitrary<Plan> {
  return setups(arena).chain((setup) =>
    fc.oneof(
      { weight: 1, arbitrary: schedulerOf('timed').plans(arena, setup) },
      { weight: 3, arbitrary: schedulerOf('walk').plans(arena, setup) },
    ),
  )
}

/** Plans for these schedulers, each as often as it is named. */
export function plansOf(arena: Arena, ...names: readonly SchedulerName[]): Arbitrary<Plan> {
  return setups(arena).chain((setup) =>
    fc.oneof(...names.map((name) => schedulerOf(name).plans(arena, setup))),
  )
}
