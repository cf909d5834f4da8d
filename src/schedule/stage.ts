import type { Address, Cast, Command } from '../port/index.ts'
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
  return stepsUntil(calmMs, cast, machine, setup, [], [])
}

const calmMs = 90

/**
 * The steps in which a server is not heard of for so long that it is replaced, and has its place again. Just when that
 * began the first client has made its last call, and nobody has heard of it since, nor it of anybody. The calls of the others
 * go on, each client's one after the other. What was on its way to and from who was away has not arrived.
 */
export function absenceSteps(
  cast: Cast,
  machine: StateMachine,
  setup: Setup,
  calls: Readonly<Record<Address, readonly Command[]>>,
): readonly TimedStep[] {
  const [silent] = setup.clients
  const away = setup.servers.at(-1)
  if (silent === undefined || away === undefined) return calmSteps(cast, machine, setup)
  const operations = setup.clients.flatMap((client) =>
    (calls[client] ?? []).map((command, i, { length }) => {
      const isLeftOpen = client === silent && i === length - 1
      return { client, command, at: { ms: isLeftOpen ? goesMs : asksMs + i * asksEveryMs } }
    }),
  )
  const asked = { on: 'delivered', kind: null, from: silent, to: null, with: null } as const
  const faults: readonly Fault[] = [
    {
      kind: 'stall',
      message: { kind: null, from: away, to: null },
      at: { ms: goesMs },
      until: { ms: awayMs },
      arrival: null,
    },
    {
      kind: 'isolate',
      node: silent,
      at: { when: asked, nth: 1, plusMs: 1, after: { ms: goesMs } },
      until: null,
    },
  ]
  return stepsUntil(endsMs, cast, machine, setup, faults, operations)
}

/** Views have formed when the calls begin, and clients hear of them before the server goes, in most solutions. */
const asksMs = 160
const asksEveryMs = 20
const goesMs = 210
/** After this long it has been replaced… */
const awayMs = 400
/** …and by then it has its place again. */
const endsMs = 850

function stepsUntil(
  ms: number,
  cast: Cast,
  machine: StateMachine,
  setup: Setup,
  faults: readonly Fault[],
  operations: readonly Operation[],
): readonly TimedStep[] {
  const world = new World(setup, cast, machine)
  const settings = { latencyMs: { min: 1, max: 1 }, faults, stormMs: ms + 1, settleMs: 0, calmMs: 0 }
  const scheduler = { kind: 'timed' as const, ...settings }
  runUntil(world, { setup, seed: 1, operations, scheduler }, settings, ms)
  return world.entries.flatMap(({ cause }) => (cause.kind === 'start' ? [] : [{ atMs: null, step: cause }]))
}

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
