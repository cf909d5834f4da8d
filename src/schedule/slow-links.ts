import type { Address } from '../port/index.ts'
import type { Setup } from '../trace/index.ts'
import type { Arena } from './arena.ts'
import type { Random } from './random.ts'

/** A link that keeps its messages, both ways, from one step of the run up to another. */
export interface SlowLink {
  readonly nodes: readonly [Address, Address]
  readonly fromStep: number
  readonly untilStep: number
}

/** A node that does nothing from one step of the run up to another: what reaches it waits, and so do its timers. */
export interface SlowNode {
  readonly node: Address
  readonly fromStep: number
  readonly untilStep: number
}

/** Pauses of servers and clients, one at a time or together. */
export function drawPauses({ servers, clients }: Setup, stepsMax: number, random: Random): SlowNode[] {
  return Array.from({ length: random.between(1, 4) }, () => {
    const fromStep = random.below(stepsMax)
    const untilStep = fromStep + random.between(stepsMax >> 4, stepsMax >> 1)
    return { node: random.oneOf([...servers, ...clients]), fromStep, untilStep }
  })
}

/** Links that keep their messages for a good part of the run: this is how a server is deposed unaware. */
export function drawSlowLinks(arena: Arena, setup: Setup, stepsMax: number, random: Random): SlowLink[] {
  const nodes = [...arena.fixed, ...setup.servers, ...setup.clients]
  if (random.chance(50)) {
    return Array.from({ length: random.between(1, 2) }, () =>
      drawPartition(arena, setup, stepsMax, random),
    ).flat()
  }
  return Array.from({ length: random.below(5) }, () => {
    const a = random.oneOf(nodes)
    return { nodes: [a, random.oneOf(nodes.filter((b) => b !== a))], ...drawPeriod(stepsMax, random) }
  })
}

/**
 * A server, with clients on its side or without, that hears nothing of the others; its links to the other servers
 * may stay open, so that it can still do harm. Or a client that falls silent.
 */
function drawPartition(arena: Arena, setup: Setup, stepsMax: number, random: Random): SlowLink[] {
  const server = random.oneOf(setup.servers)
  const inside = random.chance(25)
    ? [random.oneOf(setup.clients)]
    : [server, ...random.some(setup.clients, 40)]
  const isOpenToServers = random.chance(50)
  const period = drawPeriod(stepsMax, random)
  const outside = [...arena.fixed, ...setup.servers, ...setup.clients].filter(
    (node) => !inside.includes(node),
  )
  return inside.flatMap((a) =>
    outside
      .filter((b) => !(isOpenToServers && a === server && setup.servers.includes(b)))
      .map((b): SlowLink => ({ nodes: [a, b], ...period })),
  )
}

function drawPeriod(stepsMax: number, random: Random): Pick<SlowLink, 'fromStep' | 'untilStep'> {
  const fromStep = random.below(stepsMax)
  return { fromStep, untilStep: fromStep + random.between(stepsMax >> 3, stepsMax) }
}
