import type { Cast } from '../port/index.ts'
import type { Trace } from '../trace/index.ts'
import { World, type StateMachine } from '../world/index.ts'
import type { Run } from './plan.ts'
import { schedulerOf } from './schedulers/registry.ts'
import { replaySteps } from './steps.ts'

/** Plays a run from its beginning: the same run and the same implementation give the same trace. */
export function play(cast: Cast, machine: StateMachine, run: Run): Trace {
  if (run.kind === 'steps') return replaySteps(new World(run.setup, cast, machine), run.steps, run.calm)
  const { plan } = run
  const { scheduler, setup } = plan
  return schedulerOf(scheduler.kind).run(new World(setup, cast, machine), plan, scheduler)
}
