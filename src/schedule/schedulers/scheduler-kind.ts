import type { Setup, Trace } from '../../trace/index.ts'
import type { World } from '../../world/index.ts'
import type { Arena } from '../arena.ts'
import type { Plan } from '../plan.ts'
import type { Random } from '../random.ts'

/** One way to choose steps. One file each; `registry.ts` lists them. */
export interface SchedulerKind<Settings extends { readonly kind: string }> {
  readonly name: Settings['kind']
  /** What it is for, in a few words, for people. */
  readonly about: string
  readonly draw: (arena: Arena, setup: Setup, random: Random) => Draft<Settings>
  /** Plans made for one solution, best first: where what to try depends on what it does when all is well. */
  readonly tailored?: (arena: Arena, probe: Probe, random: Random) => Iterable<Plan>
  /** Whether those plans are all of a kind, one after the other, and not drawn at random. */
  readonly isEnumerated?: true
  /** Runs a plan of such settings: the same plan and the same implementation give the same trace. */
  readonly run: (world: World, plan: Plan, settings: Settings) => Trace
}

/** A plan without its seed; its nodes, where they are others than those drawn. */
export interface Draft<Settings> extends Pick<Plan, 'operations'> {
  readonly setup?: Setup
  readonly scheduler: Settings
}

/** Plays a plan that is not judged, to see what happens. */
export type Probe = (plan: Plan) => Trace
