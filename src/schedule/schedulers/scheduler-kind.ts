import type { Arbitrary } from 'fast-check'
import type { Setup, Trace } from '../../trace/index.ts'
import type { World } from '../../world/index.ts'
import type { Arena } from '../arena.ts'
import type { Plan } from '../plan.ts'

/** One way to choose steps. One file each; `registry.ts` lists them. */
export interface SchedulerKind<Settings extends { readonly kind: string }> {
  readonly name: Settings['kind']
  /** Plans for this scheduler. */
  readonly plans: (arena: Arena, setup: Setup) => Arbitrary<Plan>
  /** Runs a plan of such settings: the same plan and the same implementation give the same trace. */
  readonly run: (world: World, plan: Plan, settings: Settings) => Trace
}
