import fc, { type Arbitrary } from 'fast-check'
import type { Address, Command } from '../port/index.ts'
import type { Setup } from '../trace/index.ts'
import type { Operation } from './plan.ts'
import type { Random } from './random.ts'

/** What a lab says about the runs it wants. */
export interface Arena {
  readonly lab: string
  readonly service: string
  readonly fixed: readonly Address[]
  /** Kinds of the contract's messages. */
  readonly kinds: readonly string[]
  /** How many servers a run begins with, each number as likely as it is often listed. */
  readonly servers: readonly number[]
  readonly clients: readonly number[]
  /** Whether fresh servers may join. */
  readonly joins: boolean
  /** A random command of the service. */
  readonly draw: (tag: string, choose: (n: number) => number) => Command
}

/** Faults and calls of a run fall into this time, in virtual ms. */
export const horizonMs = 1_000
const callsPerClientMax = 6

/** What fast-check draws: nodes, and the seed from which everything else comes. Few draws, since each costs it a lot. */
export function sources(arena: Arena): Arbitrary<{ readonly setup: Setup; readonly seed: number }> {
  return fc
    .record({
      servers: fc.constantFrom(...arena.servers),
      clients: fc.constantFrom(...arena.clients),
      seed: fc.noBias(fc.nat(0x7fffffff)),
    })
    .map(({ servers, clients, seed }) => ({ setup: setupOf(arena, servers, clients), seed }))
}

/** So many servers and clients, or as near to that as the arena allows: some protocols know how many there are. */
export function setupOf(arena: Arena, servers: number, clients: number): Setup {
  const { lab, service } = arena
  return {
    lab,
    service,
    servers: addresses('s', nearest(arena.servers, servers)),
    clients: addresses('c', nearest(arena.clients, clients)),
  }
}

/** With fewer servers no run begins: solutions of some labs know them all by name. */
export function serversMinOf({ servers }: Arena): number {
  return Math.min(...servers)
}

/** The greatest that is not above `wanted`, or else the least. */
function nearest(allowed: readonly number[], wanted: number): number {
  const fitting = allowed.filter((count) => count <= wanted)
  return fitting.length > 0 ? Math.max(...fitting) : Math.min(...allowed)
}

function addresses(prefix: string, count: number): Address[] {
  return Array.from({ length: count }, (_, i) => nthAddress(prefix, i + 1))
}

/**
 * Texts that are names of fields are kept once by the engine, and compared by where they are: addresses are compared many
 * times at every step.
 */
export function nthAddress(prefix: string, nth: number): Address {
  const [address = ''] = Object.keys({ [`${prefix}${nth}`]: nth })
  return address
}

/** Calls spread over the horizon, so that they meet the faults. Now and then a call repeats the one before it. */
export function drawOperations(arena: Arena, { clients }: Setup, random: Random): Operation[] {
  const count = random.between(1, callsPerClientMax * clients.length)
  return drawCalls(
    arena,
    Array.from({ length: count }, () => ({ client: random.oneOf(clients), ms: random.below(horizonMs + 1) })),
    random,
  )
}

/** A command for each of these calls. */
export function drawCalls(
  arena: Arena,
  calls: readonly { readonly client: Address; readonly ms: number }[],
  random: Random,
): Operation[] {
  let previous: Command | null = null
  return calls
    .toSorted((a, b) => a.ms - b.ms)
    .map(({ client, ms }, i): Operation => {
      const repeated = random.below(8) === 0 ? previous : null
      const command = repeated ?? arena.draw(tag(i), random.below)
      previous = command
      return { client, command, at: { ms } }
    })
}

/** A short text of its own for each number: a … p, a1 … p1, a2 … */
function tag(i: number): string {
  const letter = String.fromCharCode('a'.charCodeAt(0) + (i % 16))
  return i < 16 ? letter : `${letter}${Math.floor(i / 16)}`
}
