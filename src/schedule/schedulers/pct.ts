import type { Address } from '../../port/index.ts'
import type { Entry, Setup, Step, Trace } from '../../trace/index.ts'
import type { World } from '../../world/index.ts'
import { drawOperations, type Arena } from '../arena.ts'
import { runClockless, type Chooser, type Clockless } from '../clockless.ts'
import { Enabled, type Deliver } from '../enabled.ts'
import type { Plan } from '../plan.ts'
import type { Random } from '../random.ts'
import { drawStage } from '../stage.ts'
import type { Draft, SchedulerKind } from './scheduler-kind.ts'
import { drawCrashes, drawJoins } from './walk.ts'

/**
 * Each chain of messages has a priority, and what has the highest comes next; at a few steps a priority changes
 * (PCT: Burckhardt et al. 2010; for messages: Ozkan et al. 2018). A link of low priority is a network that is cut, or a
 * message that comes when nobody waits for it any more.
 *
 * A timer that fires is set again, and would be next for ever: it gets another priority each time.
 */
export interface Pct extends Clockless {
  readonly kind: 'pct'
  /** Whether the messages of one kind on a link are a chain of their own. */
  readonly isByKind: boolean
  /** Priorities of messages are below 100, those of timers below this. */
  readonly timersBelow: number
  /** Chains of a priority below this wait as long as anything else can happen: a timer is nearly always pending. */
  readonly cutBelow: number
  /** Steps at which what would come next gets a low priority instead… */
  readonly demotions: readonly number[]
  /** …and at which every chain draws a priority again. */
  readonly redraws: readonly number[]
  /** How often (of 100) a message that comes is lost, or comes again at the end of a chain of its own. */
  readonly lossPercent: number
  readonly duplicatePercent: number
}

export const pct: SchedulerKind<Pct> = {
  name: 'pct',
  about: 'priorities of links and timers, and a few changes of them',
  draw,
  run: runPct,
}

function draw(arena: Arena, setup: Setup, random: Random): Draft<Pct> {
  const stepsMax = random.oneOf([80, 160, 240])
  const steps = (count: number): readonly number[] =>
    Array.from({ length: count }, () => random.below(stepsMax))
  const scheduler: Pct = {
    kind: 'pct',
    stepsMax,
    stage: random.chance(60) ? drawStage(arena, setup, random) : null,
    isByKind: random.chance(50),
    timersBelow: random.oneOf([20, 50, 100, 150]),
    cutBelow: random.oneOf([0, 15, 30, 50]),
    demotions: steps(random.below(6)),
    redraws: steps(random.below(6)),
    lossPercent: random.oneOf([0, 0, 5]),
    duplicatePercent: random.oneOf([0, 0, 5, 20]),
    crashes: random.chance(50) ? drawCrashes(setup, random) : [],
    joins: drawJoins(arena, setup, random),
  }
  return { scheduler, operations: drawOperations(arena, setup, random) }
}

function runPct(world: World, plan: Plan, settings: Pct): Trace {
  return runClockless(world, plan, settings, (random) => new Priorities(settings, random))
}

interface Chain {
  priority: number
  /** In the order in which they were sent. */
  readonly messages: Deliver[]
}

class Priorities implements Chooser {
  /** Of which only the timers are asked: messages wait in chains. */
  readonly #enabled = new Enabled(() => null)
  readonly #chains = new Map<string, Chain>()
  /** By node and name; drawn again whenever it is set. */
  readonly #timers = new Map<string, number>()
  /** Each demotion is below all before it. */
  #lowest = 0
  #others = 0

  constructor(
    readonly settings: Pct,
    readonly random: Random,
  ) {}

  absorb(entry: Entry): void {
    this.#enabled.absorb(entry)
    for (const effect of entry.effects) {
      if (effect.kind === 'sent') {
        const { from, to, message } = effect
        this.#chainOf(from, to, message.kind).messages.push({ kind: 'deliver', from, to, message })
      }
      if (effect.kind !== 'timer-set') continue
      this.#timers.set(`${effect.node} ${effect.name}`, this.random.below(this.settings.timersBelow))
    }
  }

  next(taken: number): Step | null {
    if (this.settings.redraws.includes(taken)) {
      for (const chain of this.#chains.values()) chain.priority = this.random.below(100)
    }
    let isDemoted = !this.settings.demotions.includes(taken)
    for (;;) {
      const chain = this.#highest()
      const isCut = chain === null || chain.priority < this.settings.cutBelow
      const timer = this.#timerAbove(isCut ? Number.NEGATIVE_INFINITY : chain.priority)
      if (timer !== null) return timer
      const delivery = chain?.messages.shift()
      if (chain === null || delivery === undefined) return null
      if (!isDemoted) {
        isDemoted = true
        this.#demote(chain, delivery)
        continue
      }
      if (this.random.chance(this.settings.duplicatePercent)) this.#setApart(delivery, this.random.below(100))
      else if (this.random.chance(this.settings.lossPercent)) continue
      return delivery
    }
  }

  /** Either the chain or the message alone: the others may overtake it. */
  #demote(chain: Chain, delivery: Deliver): void {
    this.#lowest -= 1
    if (this.random.chance(50)) return this.#setApart(delivery, this.#lowest)
    chain.messages.unshift(delivery)
    chain.priority = this.#lowest
  }

  #setApart(delivery: Deliver, priority: number): void {
    this.#others += 1
    this.#chains.set(`another ${this.#others}`, { priority, messages: [delivery] })
  }

  #highest(): Chain | null {
    let highest: Chain | null = null
    for (const chain of this.#chains.values()) {
      if (chain.messages.length > 0 && (highest === null || chain.priority > highest.priority))
        highest = chain
    }
    return highest
  }

  #timerAbove(priority: number): Step | null {
    let highest = priority
    let next: Step | null = null
    for (const timer of this.#enabled.timers) {
      const own = this.#timers.get(`${timer.node} ${timer.name}`) ?? 0
      if (own <= highest) continue
      highest = own
      next = timer
    }
    return next
  }

  #chainOf(from: Address, to: Address, kind: string): Chain {
    const key = this.settings.isByKind ? `${from}>${to} ${kind}` : `${from}>${to}`
    const known = this.#chains.get(key)
    if (known !== undefined) return known
    const chain: Chain = { priority: this.random.below(100), messages: [] }
    this.#chains.set(key, chain)
    return chain
  }
}
