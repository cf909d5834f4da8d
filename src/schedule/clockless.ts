import type { Address } from '../port/index.ts'
import type { Entry, Step, Trace } from '../trace/index.ts'
import type { World } from '../world/index.ts'
import { Calls } from './calls.ts'
import { takeOut } from './enabled.ts'
import type { Plan } from './plan.ts'
import { createRandom, type Random } from './random.ts'
import { setStage, type Stage } from './stage.ts'

/** What all schedulers without a clock have in common. */
export interface Clockless {
  /** Steps after the stage. */
  readonly stepsMax: number
  /** Null: the run begins with the first step. */
  readonly stage: Stage | null
  /** Servers that may crash, and fresh ones that may join, at any step. */
  readonly crashes: readonly Address[]
  readonly joins: readonly Address[]
}

/** Chooses among messages in flight and pending timers. */
export interface Chooser {
  /** Is told of everything that happens, from the first entry on. */
  readonly absorb: (entry: Entry) => void
  /** The step to take after `taken` others, or null when there is none. */
  readonly next: (taken: number) => Step | null
}

/** Runs a plan without a clock: calls, crashes and joins come as they are due, and the rest is chosen. */
export function runClockless(
  world: World,
  plan: Plan,
  settings: Clockless,
  chooserOf: (random: Random) => Chooser,
): Trace {
  const random = createRandom(plan.seed)
  const chooser = chooserOf(random)
  if (settings.stage !== null) setStage(world, plan, settings.stage)
  for (const entry of withoutArrived(world.entries)) chooser.absorb(entry)
  const outside = new Outside(world, plan, settings, random)
  for (let taken = 0; taken < settings.stepsMax && !world.misbehaved; taken += 1) {
    const step = outside.next(taken) ?? chooser.next(taken) ?? outside.leap(taken)
    if (step === null) break
    const entry = world.take(step, null)
    if (entry !== null) chooser.absorb(entry)
  }
  return world.trace(null, null)
}

/** The entries as if what has arrived had never been sent: it is not in flight any more. */
function withoutArrived(entries: readonly Entry[]): readonly Entry[] {
  const arrived = new Set(entries.flatMap(({ cause }) => (cause.kind === 'deliver' ? [cause.message] : [])))
  return entries.map((entry) => ({
    ...entry,
    effects: entry.effects.filter((effect) => effect.kind !== 'sent' || !arrived.has(effect.message)),
  }))
}

/** Calls, crashes and joins. */
class Outside {
  readonly #calls: Calls
  /** Crashes and joins still to come. */
  readonly #changes: Step[]

  constructor(
    readonly world: World,
    plan: Plan,
    readonly settings: Clockless,
    readonly random: Random,
  ) {
    this.#calls = new Calls(plan, settings.stepsMax)
    this.#changes = [
      ...settings.crashes.map((node): Step => ({ kind: 'crash', node })),
      ...settings.joins.map((node): Step => ({ kind: 'join', node })),
    ]
  }

  next(taken: number): Step | null {
    const { world, random, settings } = this
    // Not at once when they are due, so that other things happen between them.
    const call = random.below(4) === 0 ? this.#calls.due(world, random, taken) : null
    if (call !== null) return call
    // Spread over the run: each crash and join comes at a random step.
    if (this.#changes.length === 0 || random.below(settings.stepsMax) >= 2 * this.#changes.length) return null
    return takeOut(this.#changes, random.below(this.#changes.length))
  }

  /** Where servers are silent unless they are called, calls are all that can still happen. */
  leap(taken: number): Step | null {
    return this.#calls.leap(this.world, this.random, taken)
  }
}
