import type { Cast } from '../port/index.ts'
import type { Setup, Step, Trace } from '../trace/index.ts'
import { World, type StateMachine, type Witness } from '../world/index.ts'
import { continueAtRandom, type Continuation } from './continuation.ts'
import type { Run } from './plan.ts'
import { schedulerOf } from './schedulers/registry.ts'
import { replaySteps, trySteps } from './steps.ts'

/** What a cast is told of a run: what will be played, or which steps will be tried. */
export type Foreseen =
  | { readonly kind: 'play'; readonly run: Run }
  | { readonly kind: 'try'; readonly setup: Setup; readonly steps: readonly Step[] }
  | {
      readonly kind: 'continue'
      readonly setup: Setup
      readonly steps: readonly Step[]
      readonly continuations: readonly Continuation[]
    }
  /** The first continuation begins, or the next one. */
  | { readonly kind: 'next' }

/** Plays a run from its beginning: the same run and the same implementation give the same trace. */
export function play(cast: Cast, machine: StateMachine, run: Run, witness: Witness | null = null): Trace {
  cast.foresee?.({ kind: 'play', run } satisfies Foreseen)
  if (run.kind === 'steps')
    return replaySteps(new World(run.setup, cast, machine, witness), run.steps, run.calm)
  const { plan } = run
  const { scheduler, setup } = plan
  return schedulerOf(scheduler.kind).run(new World(setup, cast, machine, witness), plan, scheduler)
}

/** A world in which of some steps those were taken that could be. */
export interface Tried {
  readonly world: World
  readonly taken: readonly Step[]
}

/** Takes of these steps what can be taken, from the beginning: see `trySteps`. */
export function tryRun(
  cast: Cast,
  machine: StateMachine,
  setup: Setup,
  steps: readonly Step[],
  witness: Witness | null = null,
): Tried {
  cast.foresee?.({ kind: 'try', setup, steps } satisfies Foreseen)
  const world = new World(setup, cast, machine, witness)
  return { world, taken: trySteps(world, steps) }
}

/**
 * Takes of these steps what can be taken, and then goes on at random: see `continueAtRandom`. A world for each
 * continuation, one after the other; they are foreseen together.
 */
export function* continueRuns(
  cast: Cast,
  machine: StateMachine,
  { setup, steps, continuations }: Omit<Foreseen & { readonly kind: 'continue' }, 'kind'>,
  createWitness: () => Witness | null = () => null,
): Iterable<World> {
  cast.foresee?.({ kind: 'continue', setup, steps, continuations } satisfies Foreseen)
  for (const continuation of continuations) {
    cast.foresee?.({ kind: 'next' } satisfies Foreseen)
    const world = new World(setup, cast, machine, createWitness())
    for (const step of steps) world.attempt(step, null)
    continueAtRandom(world, continuation)
    yield world
  }
}
