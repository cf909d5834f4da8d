import type { Cast } from '../port/index.ts'
import type { Trace } from '../trace/index.ts'
import { World, type StateMachine } from '../world/index.ts'
import type { Run } from './plan.ts'
import { replaySteps } from './steps.ts'
import { runTimed } from './timed.ts'
import { runWalk } from './walk.ts'

/** Plays a run from its beginning: the same run and the same implementation give the same trace. */
export function play(cast: Cast, machine: StateMachine, run: Run): Trace {
  if (run.kind === 'steps') return replaySteps(new World(run.setup, cast, machine), run.steps, run.calm)
  const { plan } = run
  const world = new World(plan.setup, cast, machine)
  return plan.scheduler.kind === 'timed'
    ? runTimed(world, plan, plan.scheduler)
    : runWalk(world, plan, plan.scheduler)
}
