import type { Address } from '../../port/index.ts'
import type { Entry, Setup, Step, Trace } from '../../trace/index.ts'
import type { World } from '../../world/index.ts'
import { drawOperations, nthAddress, type Arena } from '../arena.ts'
import { runClockless, type Chooser, type Clockless } from '../clockless.ts'
import { Enabled, type Deliver } from '../enabled.ts'
import type { Plan } from '../plan.ts'
import type { Random } from '../random.ts'
import { drawSlowLinks, type SlowLink, type SlowNode } from '../slow-links.ts'
import { drawStage } from '../stage.ts'
import type { Draft, SchedulerKind } from './scheduler-kind.ts'

/** Any enabled step may be next: no clock at all. */
export interface Walk extends Clockless {
  readonly kind: 'walk'
  /** For so many steps messages arrive in order and none is lost: views form. */
  readonly warmUpSteps: number
  /** How often (of 100) the next step is a timer, where there is a choice. */
  readonly timerPercent: number
  /** How often (of 100) a message that is chosen is lost, or stays in flight to arrive again. */
  readonly lossPercent: number
  readonly duplicatePercent: number
  /** Links on which nothing arrives for a while. */
  readonly slow: readonly SlowLink[]
  /** Nodes that do nothing for a while. */
  readonly pauses: readonly SlowNode[]
  /** Nodes whose timers fire late: clients that do not ask again, servers that are taken for dead. */
  readonly late: readonly Address[]
  /** How often (of 100) the newest message is chosen instead of any. */
  readonly newestPercent: number
  /** Whether each kind of message on each link is chosen equally often, however many there are of it. */
  readonly isRarePreferred: boolean
  /** What is special about kinds of messages, by the order in which the kinds appear in the run. */
  readonly habits: readonly Habit[]
}

/** What happens to messages of one kind: `nth` (from 0) is the place of the kind in the order of appearance. */
export interface Habit {
  readonly nth: number
  readonly fate: 'lost' | 'duplicated' | 'slow'
}

export const walk: SchedulerKind<Walk> = {
  name: 'walk',
  about: 'any message in flight or pending timer may be next',
  draw,
  run: runWalk,
}

const walkSteps = [120, 240, 240, 400]

function draw(arena: Arena, setup: Setup, random: Random): Draft<Walk> {
  const stepsMax = random.oneOf(walkSteps)
  const scheduler: Walk = {
    kind: 'walk',
    stepsMax,
    stage: random.chance(30) ? drawStage(arena, setup, random) : null,
    warmUpSteps: random.oneOf([0, 20, 40]),
    timerPercent: random.oneOf([3, 8, 15, 30]),
    lossPercent: random.oneOf([0, 5, 20]),
    duplicatePercent: random.oneOf([0, 5, 20]),
    slow: drawSlowLinks(arena, setup, stepsMax, random),
    pauses: [],
    late: [],
    newestPercent: random.oneOf([0, 50, 80]),
    isRarePreferred: random.chance(50),
    habits: [],
    crashes: drawCrashes(setup, random),
    joins: drawJoins(arena, setup, random),
  }
  return { scheduler, operations: drawOperations(arena, setup, random) }
}

/** Some of the servers, but not all. */
export function drawCrashes({ servers }: Setup, random: Random): readonly Address[] {
  return random.some(servers, 40).slice(0, Math.max(1, servers.length - 1))
}

export function drawJoins({ joins }: Arena, { servers }: Setup, random: Random): readonly Address[] {
  return joins && random.chance(50) ? [nthAddress('s', servers.length + 1)] : []
}

export function runWalk(world: World, plan: Plan, settings: Omit<Walk, 'kind'>): Trace {
  return runClockless(world, plan, settings, (random) => new Walker(settings, random))
}

/** How often a walk looks for a message that may arrive before it takes a timer. */
const triesMax = 12
/** How much rarer the timers of late nodes fire. */
const lateFactor = 10
/** What a habit says happens to so many of 100 messages of its kind. */
const habitPercent = 50

class Walker implements Chooser {
  /** With the times at which messages of the link are kept. */
  readonly #enabled: Enabled<readonly Period[]>
  readonly #habits: ReadonlyMap<number, Habit['fate']>
  /** Places of the kinds of messages in the order of their appearance. */
  readonly #places = new Map<string, number>()

  constructor(
    readonly walk: Omit<Walk, 'kind'>,
    readonly random: Random,
  ) {
    this.#enabled = new Enabled((from, to) => periodsOn(walk, from, to))
    this.#habits = new Map(walk.habits.map(({ nth, fate }) => [nth, fate]))
  }

  absorb(entry: Entry): void {
    this.#enabled.absorb(entry)
  }

  next(taken: number): Step | null {
    const { random, walk } = this
    if (!random.chance(walk.timerPercent)) {
      const delivery = this.#delivery(taken)
      if (delivery !== null) return delivery
    }
    return this.#timer(taken)
  }

  #timer(taken: number): Step | null {
    const { random, walk } = this
    const { timers } = this.#enabled
    for (let tries = 0; tries < triesMax && timers.length > 0; tries += 1) {
      const timer = timers[random.below(timers.length)]
      if (timer === undefined || isPaused(walk.pauses, timer.node, taken)) continue
      if (!walk.late.includes(timer.node) || random.below(lateFactor) === 0) return timer
    }
    return timers[0] ?? null
  }

  #delivery(taken: number): Step | null {
    const { random, walk } = this
    const enabled = this.#enabled
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
      if (isWithin(enabled.noteOf(at), taken)) continue
      const habit = this.#habitOf(delivery)
      if (habit === 'slow' && random.below(triesMax * 4) > 0) continue
      if (random.chance(habit === 'duplicated' ? habitPercent : walk.duplicatePercent)) return delivery
      enabled.takeDelivery(at)
      if (!random.chance(habit === 'lost' ? habitPercent : walk.lossPercent)) return delivery
    }
    return null
  }

  #habitOf({ message: { kind } }: Deliver): Habit['fate'] | null {
    if (this.#habits.size === 0) return null
    const place = this.#places.get(kind) ?? this.#places.size
    this.#places.set(kind, place)
    return this.#habits.get(place) ?? null
  }
}

function isPaused(pauses: readonly SlowNode[], node: Address, step: number): boolean {
  for (const pause of pauses) {
    if (pause.node === node && pause.fromStep <= step && step < pause.untilStep) return true
  }
  return false
}

/** When a link is slow, or its receiver pauses. */
type Period = Pick<SlowLink, 'fromStep' | 'untilStep'>

function periodsOn({ slow, pauses }: Omit<Walk, 'kind'>, from: Address, to: Address): readonly Period[] {
  const periods: Period[] = []
  for (const link of slow) {
    const [a, b] = link.nodes
    if ((from === a && to === b) || (from === b && to === a)) periods.push(link)
  }
  for (const pause of pauses) if (pause.node === to) periods.push(pause)
  return periods
}

function isWithin(periods: readonly Period[] | null, step: number): boolean {
  if (periods === null) return false
  for (const { fromStep, untilStep } of periods) if (fromStep <= step && step < untilStep) return true
  return false
}
