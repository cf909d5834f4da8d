import fc, { type Arbitrary } from 'fast-check'
import type { Address, Command } from '../port/index.ts'
import type { Setup } from '../trace/index.ts'
import type { Scope } from './faults/fault-kind.ts'
import { faultKinds, kindOf, type Fault } from './faults/registry.ts'
import type { Operation, Plan, SlowLink, Timed, Walk } from './plan.ts'
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

const horizonMs = 1_000
const callsPerClientMax = 6
const walkSteps = [120, 240, 240, 400]

/** Plans for both schedulers. */
export function plans(arena: Arena): Arbitrary<Plan> {
  return setups(arena).chain((setup) =>
    fc.oneof(
      { weight: 1, arbitrary: timedPlans(arena, setup) },
      { weight: 3, arbitrary: walkPlans(arena, setup) },
    ),
  )
}

function setups(arena: Arena): Arbitrary<Setup> {
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

function timedPlans(arena: Arena, setup: Setup): Arbitrary<Plan> {
  const scope: Scope = { ...setup, fixed: arena.fixed, kinds: arena.kinds, horizonMs }
  return fc
    .record({
      latencyMs: fc.constantFrom(
        { min: 1, max: 5 },
        { min: 1, max: 20 },
        { min: 5, max: 60 },
        { min: 1, max: 300 },
      ),
      faults: fc.array(faults(scope, arena), { maxLength: 6 }),
      settleMs: fc.constantFrom(250, 250, 250, 250, 2_500),
      seed: seeds(),
      operations: operations(arena, setup),
    })
    .map(({ latencyMs, faults: chosen, settleMs, seed, operations: storming }) => {
      const timed: Timed = {
        kind: 'timed',
        latencyMs,
        faults: chosen,
        stormMs: horizonMs + 200,
        settleMs,
        calmMs: 5_000,
      }
      // One call of each client waits for the calm: whoever survives must still be served.
      const calm = setup.clients.map((client, i): Operation => {
        const command = arena.draw(`q${i}`, createRandom(seed + i).below)
        return { client, command, at: { ms: timed.stormMs + 10 } }
      })
      return { setup, scheduler: timed, seed, operations: [...storming, ...calm] }
    })
}

function faults(scope: Scope, arena: Arena): Arbitrary<Fault> {
  const kinds = faultKinds.filter((kind) => arena.joins || kind !== 'join')
  return fc.oneof(...kinds.map((kind) => kindOf(kind).arbitrary(scope)))
}

function walkPlans(arena: Arena, setup: Setup): Arbitrary<Plan> {
  return fc.constantFrom(...walkSteps).chain((stepsMax) =>
    fc
      .record({
        warmUpSteps: fc.constantFrom(0, 20, 40),
        timerPercent: fc.constantFrom(3, 8, 15, 30),
        isRarePreferred: fc.boolean(),
        newestPercent: fc.constantFrom(0, 50, 80),
        lossPercent: fc.constantFrom(0, 5, 20),
        duplicatePercent: fc.constantFrom(0, 5, 20),
        slow: slowness(arena, setup, stepsMax),
        crashes: fc.subarray([...setup.servers], { maxLength: Math.max(1, setup.servers.length - 1) }),
        joins: fc.subarray(arena.joins ? [`s${setup.servers.length + 1}`] : []),
        seed: seeds(),
        operations: operations(arena, setup),
      })
      .map(({ seed, operations: commands, ...walk }) => {
        const scheduler: Walk = { kind: 'walk', stepsMax, ...walk }
        return { setup, scheduler, seed, operations: commands }
      }),
  )
}

/** Links that keep their messages for a good part of the walk: this is how a server is deposed unaware. */
function slowness(arena: Arena, setup: Setup, stepsMax: number): Arbitrary<SlowLink[]> {
  return fc.oneof(
    fc.array(slowLinks(arena, setup, stepsMax), { maxLength: 4, size: 'max' }),
    fc.array(partitions(arena, setup, stepsMax), { minLength: 1, maxLength: 2 }).map((links) => links.flat()),
  )
}

function slowLinks(arena: Arena, setup: Setup, stepsMax: number): Arbitrary<SlowLink> {
  const nodes = [...arena.fixed, ...setup.servers, ...setup.clients]
  return fc
    .record({
      a: fc.nat(nodes.length - 1),
      by: fc.integer({ min: 1, max: nodes.length - 1 }),
      period: periods(stepsMax),
    })
    .map(({ a, by, period }) => ({
      nodes: [nodes[a] ?? '', nodes[(a + by) % nodes.length] ?? ''],
      ...period,
    }))
}

/**
 * A server, with a client on its side or without, that hears nothing of the others; its links to the other servers
 * may stay open, so that it can still do harm.
 */
function partitions(arena: Arena, setup: Setup, stepsMax: number): Arbitrary<SlowLink[]> {
  return fc
    .record({
      server: fc.constantFrom(...setup.servers),
      client: fc.constantFrom(null, ...setup.clients),
      isOpenToServers: fc.boolean(),
      period: periods(stepsMax),
    })
    .map(({ server, client, isOpenToServers, period }) => {
      const inside = [server, ...(client === null ? [] : [client])]
      const outside = [...arena.fixed, ...setup.servers, ...setup.clients].filter(
        (node) => !inside.includes(node),
      )
      return inside.flatMap((a) =>
        outside
          .filter((b) => !(isOpenToServers && a === server && setup.servers.includes(b)))
          .map((b): SlowLink => ({ nodes: [a, b], ...period })),
      )
    })
}

function periods(stepsMax: number): Arbitrary<Pick<SlowLink, 'fromStep' | 'untilStep'>> {
  return fc
    .record({
      fromStep: fc.noBias(fc.nat(stepsMax - 1)),
      steps: fc.noBias(fc.integer({ min: stepsMax >> 3, max: stepsMax })),
    })
    .map(({ fromStep, steps }) => ({ fromStep, untilStep: fromStep + steps }))
}

function seeds(): Arbitrary<number> {
  return fc.noBias(fc.nat(0x7fffffff))
}

/** Calls spread over the horizon, so that they meet the faults. Now and then a call repeats the one before it. */
function operations(arena: Arena, setup: Setup): Arbitrary<Operation[]> {
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
