import fc, { type Arbitrary } from 'fast-check'
import type { Address } from '../../port/index.ts'
import type { Setup, Step, Trace } from '../../trace/index.ts'
import type { World } from '../../world/index.ts'
import { operations, seeds, type Arena } from '../arena.ts'
import { Calls } from '../calls.ts'
import { Enabled, takeOut, type Deliver } from '../enabled.ts'
import type { Plan } from '../plan.ts'
import { createRandom, type Random } from '../random.ts'
import type { SchedulerKind } from './scheduler-kind.ts'

/** Any enabled step may be next: no clock at all. */
export interface Walk {
  readonly kind: 'walk'
  readonly stepsMax: number
  /** For so many steps messages arrive in order and none is lost: views form. */
  readonly warmUpSteps: number
  /** How often (of 100) the next step is a timer, where there is a choice. */
  readonly timerPercent: number
  /** How often (of 100) a message that is chosen is lost, or stays in flight to arrive again. */
  readonly lossPercent: number
  readonly duplicatePercent: number
  /** Links on which nothing arrives for a while. */
  readonly slow: readonly SlowLink[]
  /** How often (of 100) the newest message is chosen instead of any. */
  readonly newestPercent: number
  /** Whether each kind of message on each link is chosen equally often, however many there are of it. */
  readonly isRarePreferred: boolean
  /** Servers that may crash, and fresh ones that may join, at any step. */
  readonly crashes: readonly Address[]
  readonly joins: readonly Address[]
}

/** A link that keeps its messages, both ways, from one step of the walk up to another. */
export interface SlowLink {
  readonly nodes: readonly [Address, Address]
  readonly fromStep: number
  readonly untilStep: number
}

export const walk: SchedulerKind<Walk> = { name: 'walk', plans: walkPlans, run: runWalk }

const walkSteps = [120, 240, 240, 400]

function walkPlans(arena: Arena, setup: Setup): Arbitrary<Plan> {
  return fc.constantFrom(...walkSteps).chain((stepsMax) =>
    fc
      .record({
        warmUpSteps: fc.constantFrom(0, 20, 40),
        timerPercent: fc.constantFrom(3, 8, 15, 30),
        isRarePreferred: fc.boolean(),
        newestPercent: fc.constantFrom(0, 50, 80),
        lossPercent: fc.constantFrom(0, 5, 20),
        duplicatePercent: fc.constantFrom(0, 5, 20),
        slow: slowness(arena, setup, stepsMax),
        crashes: fc.subarray([...setup.servers], { maxLength: Math.max(1, setup.servers.length - 1) }),
        joins: fc.subarray(arena.joins ? [`s${setup.servers.length + 1}`] : []),
        seed: seeds(),
        operations: operations(arena, setup),
      })
      .map(({ seed, operations: commands, ...walk }) => {
        const scheduler: Walk = { kind: 'walk', stepsMax, ...walk }
        return { setup, scheduler, seed, operations: commands }
      }),
  )
}

/** Links that keep their messages for a good part of the walk: this is how a server is deposed unaware. */
function slowness(arena: Arena, setup: Setup, stepsMax: number): Arbitrary<SlowLink[]> {
  return fc.oneof(
    fc.array(slowLinks(arena, setup, stepsMax), { maxLength: 4, size: 'max' }),
    fc.array(partitions(arena, setup, stepsMax), { minLength: 1, maxLength: 2 }).map((links) => links.flat()),
  )
}

function slowLinks(arena: Arena, setup: Setup, stepsMax: number): Arbitrary<SlowLink> {
  const nodes = [...arena.fixed, ...setup.servers, ...setup.clients]
  return fc
    .record({
      a: fc.nat(nodes.length - 1),
      by: fc.integer({ min: 1, max: nodes.length - 1 }),
      period: periods(stepsMax),
    })
    .map(({ a, by, period }) => ({
      nodes: [nodes[a] ?? '', nodes[(a + by) % nodes.length] ?? ''],
      ...period,
    }))
}

/**
 * A server, with a client on its side or without, that hears nothing of the others; its links to the other servers
 * may stay open, so that it can still do harm.
 */
function partitions(arena: Arena, setup: Setup, stepsMax: number): Arbitrary<SlowLink[]> {
  return fc
    .record({
      server: fc.constantFrom(...setup.servers),
      client: fc.constantFrom(null, ...setup.clients),
      isOpenToServers: fc.boolean(),
      period: periods(stepsMax),
    })
    .map(({ server, client, isOpenToServers, period }) => {
      const inside = [server, ...(client === null ? [] : [client])]
      const outside = [...arena.fixed, ...setup.servers, ...setup.clients].filter(
        (node) => !inside.includes(node),
      )
      return inside.flatMap((a) =>
        outside
          .filter((b) => !(isOpenToServers && a === server && setup.servers.includes(b)))
          .map((b): SlowLink => ({ nodes: [a, b], ...period })),
      )
    })
}

function periods(stepsMax: number): Arbitrary<Pick<SlowLink, 'fromStep' | 'untilStep'>> {
  return fc
    .record({
      fromStep: fc.noBias(fc.nat(stepsMax - 1)),
      steps: fc.noBias(fc.integer({ min: stepsMax >> 3, max: stepsMax })),
    })
    .map(({ fromStep, steps }) => ({ fromStep, untilStep: fromStep + steps }))
}

/** How often a walk looks for a message that may arrive before it takes a timer. */
const triesMax = 12

/** The next step is any of those enabled, uniformly in each class. */
function runWalk(world: World, plan: Plan, settings: Walk): Trace {
  const random = createRandom(plan.seed)
  const enabled = new Enabled()
  const choices = new Choices(world, plan, settings, enabled, random)
  for (const entry of world.entries) enabled.absorb(entry)
  for (let taken = 0; taken < settings.stepsMax && !world.misbehaved; taken += 1) {
    const step = choices.next(taken)
    if (step === null) break
    const entry = world.take(step, null)
    if (entry !== null) enabled.absorb(entry)
  }
  return world.trace(null, null)
}

class Choices {
  readonly #calls: Calls
  /** Crashes and joins still to come. */
  readonly #changes: Step[]

  constructor(
    readonly world: World,
    plan: Plan,
    readonly walk: Walk,
    readonly enabled: Enabled,
    readonly random: Random,
  ) {
    this.#calls = new Calls(plan, walk.stepsMax)
    this.#changes = [
      ...walk.crashes.map((node): Step => ({ kind: 'crash', node })),
      ...walk.joins.map((node): Step => ({ kind: 'join', node })),
    ]
  }

  /** The step to take after `taken` others, or null when there is none. */
  next(taken: number): Step | null {
    const { world, random, walk, enabled } = this
    // Not at once when they are due, so that other things happen between them.
    const invocation = random.below(4) === 0 ? this.#calls.due(world, random, taken) : null
    if (invocation !== null) return invocation
    // Spread over the walk: each crash and join comes at a random step.
    if (this.#changes.length > 0 && random.below(walk.stepsMax) < 2 * this.#changes.length) {
      return takeOut(this.#changes, random.below(this.#changes.length))
    }
    if (!random.chance(walk.timerPercent)) {
      const delivery = this.#delivery(taken)
      if (delivery !== null) return delivery
    }
    const timer = enabled.timers[random.below(Math.max(1, enabled.timers.length))]
    return timer ?? this.#calls.leap(world, random, taken)
  }

  #delivery(taken: number): Step | null {
    const { random, walk, enabled } = this
    if (taken < walk.warmUpSteps) return enabled.takeDelivery(0)
    const { deliveries } = enabled
    for (let tries = 0; tries < triesMax && deliveries.length > 0; tries += 1) {
      const newest = deliveries.length - 1 - tries
      const isNewest = newest >= 0 && random.chance(walk.newestPercent)
      const at = isNewest ? newest : random.below(deliveries.length)
      const delivery = deliveries[at]
      if (delivery === undefined) continue
      // One that is alone of its kind on its link is chosen as often as all pings together.
      if (walk.isRarePreferred && random.below(enabled.alike(at)) > 0) continue
      if (this.#isKept(delivery, taken)) continue
      if (random.chance(walk.duplicatePercent)) return delivery
      enabled.takeDelivery(at)
      if (!random.chance(walk.lossPercent)) return delivery
    }
    return null
  }

  /** Whether its link is slow now. */
  #isKept(delivery: Deliver, taken: number): boolean {
    for (const { fromStep, untilStep, nodes } of this.walk.slow) {
      if (fromStep <= taken && taken < untilStep && isOn(nodes, delivery)) return true
    }
    return false
  }
}

function isOn(nodes: readonly [Address, Address], { from, to }: Deliver): boolean {
  const a = nodes[0]
  const b = nodes[1]
  return (from === a && to === b) || (from === b && to === a)
}
