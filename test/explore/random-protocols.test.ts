import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { explore, shortestRun, type Scope } from '../../src/explore/index.ts'
import { World } from '../../src/world/index.ts'
import { historyOf, type Call } from '../../src/trace/index.ts'
import { enumerate } from './brute-force.ts'
import { reachedOneByOne, reachedTogether } from './explored.ts'
import { addressesOf, castOf, judgementOn, machine, protocols, type Protocol } from './random-protocols.ts'

/** Larger ones take long to enumerate: each world is built from its beginning. */
const worldsMax = 250
const numRuns = Number(process.env['RANDOM_PROTOCOLS'] ?? 150)

function scopeOf(protocol: Protocol): Scope {
  const addresses = addressesOf(protocol)
  const servers = addresses.filter((address) => address.startsWith('s'))
  const clients = addresses.filter((address) => address.startsWith('c'))
  const command = { op: 'get', key: 'k' }
  return {
    setup: { lab: 'none', service: 'key-value', servers, clients },
    stage: [],
    joins: [],
    calls: Object.fromEntries(
      clients.map((client) => [client, clients.length === 1 ? [command, command] : [command]]),
    ),
    horizon: null,
  }
}

/** Every protocol that is small enough, with all that an enumeration finds. */
function forEachProtocol(
  check: (protocol: Protocol, scope: Scope, enumerated: ReturnType<typeof enumerate>) => void,
): number {
  let checked = 0
  fc.assert(
    fc.property(protocols, (protocol) => {
      const scope = scopeOf(protocol)
      const tiny = { ...scope, isBeyond: () => false, crashes: [], worldsMax }
      const enumerated = enumerate({ cast: castOf(protocol), machine }, tiny)
      fc.pre(enumerated.isWhole)
      checked += 1
      check(protocol, scope, enumerated)
    }),
    { numRuns, seed: 5, maxSkipsPerRun: 50 },
  )
  return checked
}

test('of protocols drawn at random, all states of nodes and all histories are reached, and no others', () => {
  let together = 0
  let worlds = 0
  const checked = forEachProtocol((protocol, scope, enumerated) => {
    const subject = { cast: castOf(protocol), machine, judgements: [judgementOn(() => false)] }
    const sights = { nodes: sorted(enumerated.nodes), histories: sorted(enumerated.histories) }
    const one = reachedOneByOne(subject, scope)
    expect(sorted(one.worlds)).toEqual(sorted(enumerated.worlds))
    const { nodes, histories, states } = reachedTogether(subject, scope)
    expect({ nodes: sorted(nodes), histories: sorted(histories) }).toEqual(sights)
    together += states
    worlds += enumerated.worlds.size
  })
  expect(checked).toBe(numRuns)
  expect(together).toBeLessThan(worlds)
})

test('a promise is broken by all searches or by none, and the shortest run is as short as the enumeration says', () => {
  let broken = 0
  let held = 0
  forEachProtocol((protocol, scope, enumerated) => {
    const subject = { cast: castOf(protocol), machine }
    const judgement = judgementOn(isBad)
    const lengths = [...enumerated.stepsTo].flatMap(([history, steps]) =>
      history.includes('bad') ? [steps] : [],
    )
    const fewest = lengths.length === 0 ? null : Math.min(...lengths)
    const options = { statesMax: 100_000, workMax: Infinity, depthMax: 1_000, onProgress() {} }
    const found = [true, false].map(
      (isReduced) => explore(subject, [judgement], scope, { ...options, isReduced }).broken[0] ?? null,
    )
    for (const each of found) {
      expect(each !== null).toBe(fewest !== null)
      if (each !== null) expect(endsBadly(protocol, scope, each.steps)).toBe(true)
    }
    const shortest = shortestRun(subject, judgement, scope, {
      signature: null,
      stepsMax: 40,
      statesMax: 100_000,
      workMax: Infinity,
    })
    if (fewest === null) {
      held += 1
      return expect(shortest.kind).toBe('none')
    }
    broken += 1
    if (shortest.kind !== 'found')
      throw new Error(`the search for the shortest run ended as ${shortest.kind}`)
    expect(shortest.steps).toHaveLength(fewest)
    expect(found[1]?.steps).toHaveLength(fewest)
    expect(endsBadly(protocol, scope, shortest.steps)).toBe(true)
    const less = { signature: null, stepsMax: fewest - 1, statesMax: 100_000, workMax: Infinity }
    expect(shortestRun(subject, judgement, scope, less).kind).toBe('none')
  })
  expect(broken).toBeGreaterThan(numRuns / 20)
  expect(held).toBeGreaterThan(numRuns / 20)
})

function isBad(history: readonly Call[]): boolean {
  return history.some(({ outcome }) => outcome.kind === 'returned' && outcome.result === 'bad')
}

/** In an ordinary world, which refuses steps that cannot be taken. */
function endsBadly(protocol: Protocol, { setup }: Scope, steps: Scope['stage']): boolean {
  const world = new World(setup, castOf(protocol), machine)
  for (const step of steps) world.apply(step, null)
  return isBad(historyOf(world.trace(null, null)))
}

function sorted(texts: ReadonlySet<string>): readonly string[] {
  return [...texts].toSorted()
}
