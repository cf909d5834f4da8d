import fc, { type Arbitrary } from 'fast-check'
import type { Address, Command } from '../port/index.ts'
import type { Setup } from '../trace/index.ts'
import type { Operation } from './plan.ts'
import { createRandom } from './random.ts'

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

/** Faults and calls of a timed run fall into this time, in virtual ms. */
export const horizonMs = 1_000
const callsPerClientMax = 6

/** Nodes for a run of the arena. */
export function setups(arena: Arena): Arbitrary<Setup> {
  return fc
    .record({ servers: fc.constantFrom(...arena.servers), clients: fc.constantFrom(...arena.clients) })
    .map(({ servers, clients }) => ({
      lab: arena.lab,
      service: arena.service,
      servers: addresses('s', servers),
      clients: addresses('c', clients),
    }))
}

function addresses(prefix: string, count: number): Address[] {
  return Array.from({ length: count }, (_, i) => `${prefix}${i + 1}`)
}

/** Of a plan's randomness. */
export function seeds(): Arbitrary<number> {
  return fc.noBias(fc.nat(0x7fffffff))
}

/** Calls spread over the horizon, so that they meet the faults. Now and then a call repeats the one before it. */
export function operations(arena: Arena, setup: Setup): Arbitrary<Operation[]> {
  const call = fc.record({
    client: fc.constantFrom(...setup.clients),
    ms: fc.noBias(fc.integer({ min: 0, max: horizonMs })),
    seed: seeds(),
  })
  return fc
    .array(call, { minLength: 1, maxLength: callsPerClientMax * setup.clients.length, size: 'max' })
    .map((calls) => {
      const sorted = calls.toSorted((a, b) => a.ms - b.ms)
      let previous: Command | null = null
      return sorted.map(({ client, ms, seed }, i): Operation => {
        const random = createRandom(seed)
        const repeated = random.below(8) === 0 ? previous : null
        const command = repeated ?? arena.draw(tag(i), random.below)
        previous = command
        return { client, command, at: { ms } }
      })
    })
}

/** A short text of its own for each number: a … p, a1 … p1, a2 … */
function tag(i: number): string {
  const letter = String.fromCharCode('a'.charCodeAt(0) + (i % 16))
  return i < 16 ? letter : `${letter}${Math.floor(i / 16)}`
}
