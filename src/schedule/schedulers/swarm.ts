import type { Setup } from '../../trace/index.ts'
import { drawOperations, type Arena } from '../arena.ts'
import type { Random } from '../random.ts'
import { drawPauses, drawSlowLinks } from '../slow-links.ts'
import { drawStage } from '../stage.ts'
import type { Draft, SchedulerKind } from './scheduler-kind.ts'
import { drawCrashes, drawJoins, runWalk, type Habit, type Walk } from './walk.ts'

/**
 * Walks each with some features and without the others (swarm testing, Groce et al. 2012): a run in which everything
 * goes wrong at once seldom shows what one thing alone, done often, does.
 */
export interface Swarm extends Omit<Walk, 'kind'> {
  readonly kind: 'swarm'
}

export const swarm: SchedulerKind<Swarm> = {
  name: 'swarm',
  about: 'walks that each have some kinds of trouble and none of the others',
  draw,
  run: runWalk,
}

/** Kinds of messages whose place can have a habit. */
const placesMax = 10
const habitPercent = 20
const latePercent = 35
const fates = ['lost', 'duplicated', 'slow'] as const

function draw(arena: Arena, setup: Setup, random: Random): Draft<Swarm> {
  const stepsMax = random.oneOf([120, 240, 400])
  const has = (): boolean => random.chance(50)
  const scheduler: Swarm = {
    kind: 'swarm',
    stepsMax,
    stage: has() ? drawStage(arena, setup, random) : null,
    warmUpSteps: 0,
    timerPercent: random.oneOf([2, 5, 10, 20, 40]),
    lossPercent: has() ? random.oneOf([5, 20, 40]) : 0,
    duplicatePercent: has() ? random.oneOf([5, 20, 40]) : 0,
    slow: has() ? drawSlowLinks(arena, setup, stepsMax, random) : [],
    pauses: has() ? drawPauses(setup, stepsMax, random) : [],
    late: has() ? random.some([...arena.fixed, ...setup.servers, ...setup.clients], latePercent) : [],
    newestPercent: has() ? random.oneOf([30, 60, 90]) : 0,
    isRarePreferred: has(),
    habits: has() ? drawHabits(random) : [],
    crashes: random.chance(25) ? drawCrashes(setup, random) : [],
    joins: drawJoins(arena, setup, random),
  }
  return { scheduler, operations: drawOperations(arena, setup, random) }
}

function drawHabits(random: Random): readonly Habit[] {
  const places = random.some(
    Array.from({ length: placesMax }, (_, i) => i),
    habitPercent,
  )
  return places.map((nth) => ({ nth, fate: random.oneOf(fates) }))
}
