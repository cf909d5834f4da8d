import type { Setup } from '../../trace/index.ts'
import { drawCalls, horizonMs, type Arena } from '../arena.ts'
import type { Random } from '../random.ts'
import { drawSlowLinks } from '../slow-links.ts'
import { drawStage } from '../stage.ts'
import type { Draft, SchedulerKind } from './scheduler-kind.ts'
import { drawCrashes, drawJoins, runWalk, type Walk } from './walk.ts'

/**
 * Short walks of one to three calls that begin with views already formed, newest messages first: small scopes show
 * most mistakes, and the way to where they begin is not left to chance.
 */
export interface Staged extends Omit<Walk, 'kind'> {
  readonly kind: 'staged'
}

export const staged: SchedulerKind<Staged> = {
  name: 'staged',
  about: 'short walks of a few calls from where views have formed',
  draw,
  run: runWalk,
}

const callsMax = 3

function draw(arena: Arena, setup: Setup, random: Random): Draft<Staged> {
  const stepsMax = random.oneOf([40, 80, 120])
  const scheduler: Staged = {
    kind: 'staged',
    stepsMax,
    stage: drawStage(arena, setup, random),
    warmUpSteps: 0,
    timerPercent: random.oneOf([5, 10, 20]),
    lossPercent: random.oneOf([0, 0, 10]),
    duplicatePercent: random.oneOf([0, 0, 10]),
    slow: random.chance(60) ? drawSlowLinks(arena, setup, stepsMax, random) : [],
    pauses: [],
    late: random.chance(50) ? random.some([...arena.fixed, ...setup.servers, ...setup.clients], 35) : [],
    newestPercent: random.oneOf([50, 80, 95]),
    isRarePreferred: random.chance(50),
    habits: [],
    crashes: drawCrashes(setup, random),
    joins: drawJoins(arena, setup, random),
  }
  const calls = Array.from({ length: random.between(1, callsMax) }, () => ({
    client: random.oneOf(setup.clients),
    ms: random.below(horizonMs),
  }))
  return { scheduler, operations: drawCalls(arena, calls, random) }
}
