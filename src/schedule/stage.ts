import type { Cast } from '../port/index.ts'
import type { Setup } from '../trace/index.ts'
import { World, type StateMachine } from '../world/index.ts'
import { drawCalls, type Arena } from './arena.ts'
import type { Fault } from './faults/registry.ts'
import type { Operation, Plan, TimedStep } from './plan.ts'
import type { Random } from './random.ts'
import { runUntil } from './schedulers/timed.ts'

/**
 * How a run without a clock can begin: as a timed one, in which messages take equally long, cut at some moment. By
 * then views have formed, which random steps take long to do, and perhaps a server has gone.
 */
export interface Stage {
  readonly untilMs: number
  readonly latencyMs: number
  readonly faults: readonly Fault[]
  readonly operations: readonly Operation[]
}

export function setStage(world: World, plan: Plan, { untilMs, latencyMs, faults, operations }: Stage): void {
  const settings = {
    latencyMs: { min: latencyMs, max: latencyMs },
    faults,
    stormMs: untilMs + 1,
    settleMs: 0,
    calmMs: 0,
  }
  runUntil(world, { ...plan, operations }, settings, untilMs)
}

/** The steps in which views form where nothing goes wrong. */
export function calmSteps(cast: Cast, machine: StateMachine, setup: Setup): readonly TimedStep[] {
  const world = new World(setup, cast, machine)
  const settings = { latencyMs: { min: 1, max: 1 }, faults: [], stormMs: calmMs + 1, settleMs: 0, calmMs: 0 }
  const scheduler = { kind: 'timed' as const, ...settings }
  runUntil(world, { setup, seed: 1, operations: [], scheduler }, settings, calmMs)
  return world.entries.flatMap(({ cause }) => (cause.kind === 'start' ? [] : [{ atMs: null, step: cause }]))
}

const calmMs = 90

/** Up to here views form where all is well, in most solutions. */
const formedMs = 160
/** A server that fell silent has been replaced by then. */
const replacedMs = 320

export function drawStage(arena: Arena, setup: Setup, random: Random): Stage {
  const fault = random.chance(50) ? null : drawFault(setup, random)
  const untilMs =
    fault === null ? random.between(20, formedMs) : random.between(formedMs, formedMs + replacedMs)
  const calls = Array.from({ length: random.below(3) }, () => ({
    client: random.oneOf(setup.clients),
    ms: random.below(untilMs),
  }))
  return {
    untilMs,
    latencyMs: random.oneOf([1, 4, 10]),
    faults: fault === null ? [] : [fault],
    operations: drawCalls(arena, calls, random),
  }
}

function drawFault({ servers, clients }: Setup, random: Random): Fault {
  const node = random.oneOf(servers)
  const at = { ms: random.between(formedMs >> 1, formedMs) }
  if (random.chance(30)) return { kind: 'crash', node, at }
  if (random.chance(30)) return { kind: 'pause', node, at, until: null }
  return { kind: 'partition', side: [node, ...random.some(clients)], between: [], at, until: null }
}
