import type { Address } from '../../port/index.ts'
import type { Entry, Setup, Step, Trace } from '../../trace/index.ts'
import type { World } from '../../world/index.ts'
import { drawOperations, type Arena } from '../arena.ts'
import { runClockless, type Chooser, type Clockless } from '../clockless.ts'
import { takeOut, type Deliver, type Timer } from '../enabled.ts'
import type { Plan } from '../plan.ts'
import type { Random } from '../random.ts'
import { drawSlowLinks, type SlowLink } from '../slow-links.ts'
import { drawStage } from '../stage.ts'
import type { Draft, SchedulerKind } from './scheduler-kind.ts'
import { drawCrashes, drawJoins } from './walk.ts'

/**
 * Each message and each timer draws a priority of its own, and what has the highest comes next; those that it was in a
 * race with, at the same node, draw again (partial order sampling, Yuan et al. 2018). Orders that differ only in what
 * different nodes do count as one, so that rare orders at one node are not as rare as in a walk.
 */
export interface Pos extends Clockless {
  readonly kind: 'pos'
  /** Priorities of messages are below 1,000, those of timers below this. */
  readonly timersBelow: number
  readonly lossPercent: number
  readonly duplicatePercent: number
  readonly slow: readonly SlowLink[]
}

export const pos: SchedulerKind<Pos> = {
  name: 'pos',
  about: 'a priority for each message, drawn again where it was in a race',
  draw,
  run: runPos,
}

function draw(arena: Arena, setup: Setup, random: Random): Draft<Pos> {
  const stepsMax = random.oneOf([80, 160, 240])
  const scheduler: Pos = {
    kind: 'pos',
    stepsMax,
    stage: random.chance(60) ? drawStage(arena, setup, random) : null,
    timersBelow: random.oneOf([100, 300, 1_000]),
    lossPercent: random.oneOf([0, 5, 20]),
    duplicatePercent: random.oneOf([0, 5, 20]),
    slow: random.chance(60) ? drawSlowLinks(arena, setup, stepsMax, random) : [],
    crashes: random.chance(50) ? drawCrashes(setup, random) : [],
    joins: drawJoins(arena, setup, random),
  }
  return { scheduler, operations: drawOperations(arena, setup, random) }
}

function runPos(world: World, plan: Plan, settings: Pos): Trace {
  return runClockless(world, plan, settings, (random) => new Races(settings, random))
}

const messagesBelow = 1_000

interface Racer {
  readonly step: Deliver | Timer
  readonly node: Address
  priority: number
}

class Races implements Chooser {
  readonly #racers: Racer[] = []

  constructor(
    readonly settings: Pos,
    readonly random: Random,
  ) {}

  absorb({ cause, effects }: Entry): void {
    if (cause.kind === 'crash') this.#forget(({ node }) => node === cause.node)
    for (const effect of effects) {
      if (effect.kind === 'sent') {
        const { from, to, message } = effect
        this.#add({ kind: 'deliver', from, to, message }, to)
      } else if (effect.kind === 'timer-set' || effect.kind === 'timer-cancelled') {
        const { node, name } = effect
        this.#forget(({ step }) => step.kind === 'timer' && step.node === node && step.name === name)
        if (effect.kind === 'timer-set') this.#add({ kind: 'timer', node, name }, node)
      }
    }
  }

  next(taken: number): Step | null {
    const slow = this.settings.slow.filter(
      ({ fromStep, untilStep }) => fromStep <= taken && taken < untilStep,
    )
    for (;;) {
      const at = this.#first(slow)
      const racer = takeOut(this.#racers, at)
      if (racer === null) return null
      const { step, node } = racer
      if (step.kind === 'deliver') {
        if (this.random.chance(this.settings.duplicatePercent)) this.#add(step, node)
        else if (this.random.chance(this.settings.lossPercent)) continue
      }
      for (const other of this.#racers) if (other.node === node) other.priority = this.#drawFor(other.step)
      return step
    }
  }

  /** Where the one with the highest priority is, or -1. */
  #first(slow: readonly SlowLink[]): number {
    let first = -1
    let highest = -1
    for (const [i, { step, priority }] of this.#racers.entries()) {
      if (priority <= highest) continue
      if (
        step.kind === 'deliver' &&
        slow.some(({ nodes }) => nodes.includes(step.from) && nodes.includes(step.to))
      )
        continue
      first = i
      highest = priority
    }
    return first
  }

  #add(step: Deliver | Timer, node: Address): void {
    this.#racers.push({ step, node, priority: this.#drawFor(step) })
  }

  #drawFor(step: Deliver | Timer): number {
    return this.random.below(step.kind === 'timer' ? this.settings.timersBelow : messagesBelow)
  }

  #forget(test: (racer: Racer) => boolean): void {
    for (let i = this.#racers.length - 1; i >= 0; i -= 1) {
      const racer = this.#racers[i]
      if (racer !== undefined && test(racer)) takeOut(this.#racers, i)
    }
  }
}
