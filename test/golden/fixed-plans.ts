import type { Command } from '../../src/port/index.ts'
import type { Arena, Fault, Operation, Plan } from '../../src/schedule/index.ts'
import type { Setup } from '../../src/trace/index.ts'

/**
 * Plans that stay the same when the generators of the hunt change: drawn by a generator of their own. `seed` is any
 * whole number.
 */
export function fixedPlan(arena: Arena, seed: number): Plan {
  const choices = new Choices(seed)
  const setup: Setup = {
    lab: arena.lab,
    service: arena.service,
    servers: addresses('s', choices.of(arena.servers)),
    clients: addresses('c', choices.of(arena.clients)),
  }
  const scheduler = seed % 4 === 0 ? timed(arena, setup, choices) : walk(arena, setup, choices)
  return { setup, scheduler, seed: choices.below(0x7fffffff), operations: operations(arena, setup, choices) }
}

type Walk = Plan['scheduler'] & { readonly kind: 'walk' }
type Timed = Plan['scheduler'] & { readonly kind: 'timed' }

/** Mulberry32, a generator of 32 bits of state by Tommy Ettinger (2017). */
class Choices {
  #state: number

  constructor(seed: number) {
    this.#state = seed | 0
  }

  below = (n: number): number => {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let bits = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)
    return ((bits ^ (bits >>> 14)) >>> 0) % n
  }

  of<T>(list: readonly T[]): T {
    const chosen = list[this.below(list.length)]
    if (chosen === undefined) throw new Error('there is nothing to choose from')
    return chosen
  }

  list<T>(max: number, draw: () => T): T[] {
    return Array.from({ length: this.below(max + 1) }, draw)
  }
}

function addresses(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${prefix}${i + 1}`)
}

function walk(arena: Arena, setup: Setup, choices: Choices): Walk {
  const nodes = [...arena.fixed, ...setup.servers, ...setup.clients]
  return {
    kind: 'walk',
    stepsMax: choices.of([120, 240, 400]),
    stage: null,
    habits: [],
    pauses: [],
    late: [],
    warmUpSteps: choices.of([0, 20, 40]),
    timerPercent: choices.of([3, 8, 15, 30]),
    lossPercent: choices.of([0, 5, 20]),
    duplicatePercent: choices.of([0, 5, 20]),
    slow: choices.list(4, () => {
      const fromStep = choices.below(200)
      return {
        nodes: [choices.of(nodes), choices.of(nodes)],
        fromStep,
        untilStep: fromStep + choices.below(200),
      }
    }),
    newestPercent: choices.of([0, 50, 80]),
    isRarePreferred: choices.below(2) === 0,
    crashes: choices.list(1, () => choices.of(setup.servers)),
    joins: arena.joins && choices.below(2) === 0 ? [`s${setup.servers.length + 1}`] : [],
  }
}

function timed(arena: Arena, setup: Setup, choices: Choices): Timed {
  return {
    kind: 'timed',
    latencyMs: choices.of([
      { min: 1, max: 5 },
      { min: 5, max: 60 },
      { min: 1, max: 300 },
    ]),
    faults: choices.list(4, () => fault(arena, setup, choices)),
    stormMs: 1_200,
    settleMs: choices.of([250, 250, 2_500]),
    calmMs: 5_000,
  }
}

function fault(arena: Arena, setup: Setup, choices: Choices): Fault {
  const nodes = [...arena.fixed, ...setup.servers, ...setup.clients]
  const node = choices.of(setup.servers)
  const at = { ms: choices.below(1_000) }
  const until = choices.of([{ ms: 200 + choices.below(800) }, null])
  const kind = choices.of([null, ...arena.kinds])
  const message = { kind, from: null, to: choices.of([null, ...nodes]), nth: 1 + choices.below(6) }
  switch (choices.below(8)) {
    case 0:
      return { kind: 'crash', node, at }
    case 1:
      return arena.joins
        ? { kind: 'join', node: `s${setup.servers.length + 1}`, at }
        : { kind: 'crash', node, at }
    case 2:
      return { kind: 'pause', node, at, until }
    case 3:
      return { kind: 'cut', from: choices.of(nodes), to: node, bothWays: choices.below(2) === 0, at, until }
    case 4:
      return { kind: 'hold', message, until }
    case 5:
      return { kind: 'duplicate', message, afterMs: choices.below(300) }
    case 6:
      return { kind: 'loss', percent: choices.below(20) }
    default:
      return { kind: 'drop', message }
  }
}

function operations({ draw }: Arena, { clients }: Setup, choices: Choices): Operation[] {
  const moments = choices.list(6 * clients.length, () => choices.below(1_500)).toSorted((a, b) => a - b)
  let previous: Command | null = null
  return moments.map((ms, i) => {
    const repeated: Command | null = choices.below(8) === 0 ? previous : null
    const command = repeated ?? draw(`w${i}`, choices.below)
    previous = command
    return { client: choices.of(clients), command, at: { ms } }
  })
}
