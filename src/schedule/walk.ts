import type { Address, Command } from '../port/index.ts'
import type { Entry, Step, Trace } from '../trace/index.ts'
import type { World } from '../world/index.ts'
import type { Plan, Walk } from './plan.ts'
import { createRandom, type Random } from './random.ts'

/** Runs a plan without a clock: the next step is any of those enabled, uniformly in each class. */
export function runWalk(world: World, plan: Plan, walk: Walk): Trace {
  const random = createRandom(plan.seed)
  const enabled = new Enabled(plan, walk)
  for (const entry of world.entries) enabled.absorb(entry)
  for (let taken = 0; taken < walk.stepsMax && !world.misbehaved; taken += 1) {
    const step = enabled.choose(world, random, taken)
    if (step === null) break
    if (world.whyNot(step) === null) enabled.absorb(world.apply(step, null))
  }
  return world.trace(null, null)
}

interface DueCall {
  readonly command: Command
  readonly fromStep: number
}

/** When nothing is under way, the calls of the next part of the walk come early: so many parts has a walk. */
const leaps = 4

/** How often a walk looks for a message that may arrive before it takes a timer. */
const triesMax = 12

type Deliver = Step & { readonly kind: 'deliver' }
type Timer = Step & { readonly kind: 'timer' }

/** The steps from which a walk chooses. */
class Enabled {
  readonly #deliveries: Deliver[] = []
  readonly #timers: Timer[] = []
  /** Calls still to be made, by client. */
  readonly #calls = new Map<Address, DueCall[]>()
  /** How many steps early calls come by now. */
  #early = 0
  /** Crashes and joins still to come. */
  readonly #changes: Step[]

  constructor(
    plan: Plan,
    readonly walk: Walk,
  ) {
    const lastMs = Math.max(1, ...plan.operations.map(({ at }) => ('ms' in at ? at.ms : 0)))
    for (const { client, command, at } of plan.operations) {
      // Spread over the walk as over the time of a timed run.
      const call = { command, fromStep: 'ms' in at ? Math.floor((at.ms / lastMs) * walk.stepsMax * 0.9) : 0 }
      const calls = this.#calls.get(client)
      if (calls === undefined) this.#calls.set(client, [call])
      else calls.push(call)
    }
    this.#changes = [
      ...walk.crashes.map((node): Step => ({ kind: 'crash', node })),
      ...walk.joins.map((node): Step => ({ kind: 'join', node })),
    ]
  }

  absorb(entry: Entry): void {
    const { cause } = entry
    if (cause.kind === 'timer') this.#forgetTimer(cause.node, cause.name)
    for (const effect of entry.effects) {
      if (effect.kind === 'sent') {
        this.#deliveries.push({ kind: 'deliver', from: effect.from, to: effect.to, message: effect.message })
      } else if (effect.kind === 'timer-set') {
        this.#forgetTimer(effect.node, effect.name)
        this.#timers.push({ kind: 'timer', node: effect.node, name: effect.name })
      } else if (effect.kind === 'timer-cancelled') {
        this.#forgetTimer(effect.node, effect.name)
      }
    }
  }

  /** The step to take after `taken` others, or null when there is none. */
  choose(world: World, random: Random, taken: number): Step | null {
    const invocation = random.below(4) === 0 ? this.#invocation(world, random, taken) : null
    if (invocation !== null) return invocation
    // Spread over the walk: each crash and join comes at a random step.
    if (this.#changes.length > 0 && random.below(this.walk.stepsMax) < 2 * this.#changes.length) {
      return takeOut(this.#changes, random.below(this.#changes.length))
    }
    if (!random.chance(this.walk.timerPercent)) {
      const delivery = this.#delivery(random, taken)
      if (delivery !== null) return delivery
    }
    return this.#timers[random.below(Math.max(1, this.#timers.length))] ?? this.#leap(world, random, taken)
  }

  /** Where servers are silent unless they are called, calls are all that can still happen. */
  #leap(world: World, random: Random, taken: number): Step | null {
    const next = [...this.#calls].flatMap(([client, [call]]) =>
      call !== undefined && world.isIdle(client) ? [call.fromStep] : [],
    )
    if (next.length === 0) return null
    const untilNext = Math.min(...next) - taken
    this.#early = Math.max(this.#early, untilNext + Math.floor(this.walk.stepsMax / leaps))
    return this.#invocation(world, random, taken)
  }

  /** Calls come from their step on, when the client is idle; not at once, so that other things happen between them. */
  #invocation(world: World, random: Random, taken: number): Step | null {
    const ready = [...this.#calls].filter(
      ([client, [next]]) =>
        next !== undefined && next.fromStep <= taken + this.#early && world.isIdle(client),
    )
    const chosen = ready.length === 0 ? undefined : ready[random.below(ready.length)]
    const call = chosen?.[1].shift()
    return chosen === undefined || call === undefined
      ? null
      : { kind: 'invoke', client: chosen[0], command: call.command }
  }

  #delivery(random: Random, taken: number): Step | null {
    if (taken < this.walk.warmUpSteps) return this.#deliveries.shift() ?? null
    const slow = this.walk.slow.filter(({ fromStep, untilStep }) => fromStep <= taken && taken < untilStep)
    for (let tries = 0; tries < triesMax && this.#deliveries.length > 0; tries += 1) {
      const newest = this.#deliveries.length - 1 - tries
      const isNewest = newest >= 0 && random.chance(this.walk.newestPercent)
      const at = isNewest ? newest : random.below(this.#deliveries.length)
      const delivery = this.#deliveries[at]
      if (delivery === undefined) continue
      if (this.walk.isRarePreferred && random.below(this.#alike(delivery)) > 0) continue
      if (slow.some(({ nodes }) => isOn(nodes, delivery))) continue
      if (random.chance(this.walk.duplicatePercent)) return delivery
      this.#deliveries.splice(at, 1)
      if (!random.chance(this.walk.lossPercent)) return delivery
    }
    return null
  }

  /** How many messages of this kind are in flight on this link: one that is alone is chosen as often as all pings. */
  #alike({ from, to, message }: Deliver): number {
    let count = 0
    for (const other of this.#deliveries) {
      if (other.message.kind === message.kind && other.from === from && other.to === to) count += 1
    }
    return count
  }

  #forgetTimer(node: Address, name: string): void {
    const at = this.#timers.findIndex((timer) => timer.node === node && timer.name === name)
    if (at >= 0) takeOut(this.#timers, at)
  }
}

function isOn([a, b]: readonly [Address, Address], { from, to }: Deliver): boolean {
  return (from === a && to === b) || (from === b && to === a)
}

/** Takes out one element; the last one takes its place. */
function takeOut<T>(list: T[], at: number): T | null {
  const taken = list[at]
  const last = list.pop()
  if (taken === undefined || last === undefined) return null
  if (at < list.length) list[at] = last
  return taken
}
