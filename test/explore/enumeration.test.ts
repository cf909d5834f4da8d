import { describe, expect, test } from 'vitest'
import { smallCalls } from '../../src/explore/index.ts'
import type { Scope } from '../../src/explore/scope.ts'
import type { Subject } from '../../src/hunt/index.ts'
import { viewIn } from '../../src/labs/primary-backup/lenses.ts'
import { keyValue } from '../../src/services/index.ts'
import { primaryBackupSolutions } from '../correct/primary-backup/index.ts'
import { singleServerSolutions } from '../correct/single-server/index.ts'
import { stateMachineReplicationSolutions } from '../correct/state-machine-replication/index.ts'
import { subjectOfRow } from '../mutants/hunting.ts'
import { enumerate, type Reached, type TinyScope } from './brute-force.ts'
import { reachedOneByOne, reachedTogether } from './explored.ts'

interface Tiny {
  readonly subject: Subject
  readonly servers: readonly string[]
  readonly clients: readonly string[]
  readonly callsPerClient: number
  readonly viewsMax: number
  readonly worldsMin: number
}

function subjectOf(lab: string, solutions: Readonly<Record<string, object>>, name: string): Subject {
  const solution = solutions[name]
  if (solution === undefined) throw new Error(`there is no solution ${name}`)
  return subjectOfRow({ lab, service: 'key-value', solution })
}

const replicated = subjectOf('primary-backup', primaryBackupSolutions, 'hot-standby')
const single = subjectOf('single-server', singleServerSolutions, 'never-forgets')
const machines = subjectOf('state-machine-replication', stateMachineReplicationSolutions, 'reference')

const tinies: Readonly<Record<string, Tiny>> = {
  'a single server, two clients': {
    subject: single,
    servers: ['s1'],
    clients: ['c1', 'c2'],
    callsPerClient: 1,
    viewsMax: 0,
    worldsMin: 20,
  },
  'a single server, two calls': {
    subject: single,
    servers: ['s1'],
    clients: ['c1'],
    callsPerClient: 2,
    viewsMax: 0,
    worldsMin: 10,
  },
  'three replicas': {
    subject: machines,
    servers: ['s1', 's2', 's3'],
    clients: ['c1', 'c2'],
    callsPerClient: 1,
    viewsMax: 0,
    worldsMin: 100,
  },
  'one server in one view': {
    subject: replicated,
    servers: ['s1'],
    clients: ['c1'],
    callsPerClient: 1,
    viewsMax: 1,
    worldsMin: 100,
  },
}

function scopeOf({ subject, servers, clients, callsPerClient, viewsMax }: Tiny): Scope {
  return {
    setup: { lab: subject.arena.lab, service: 'key-value', servers, clients },
    stage: [],
    joins: [],
    calls: smallCalls(keyValue, clients, callsPerClient),
    horizon: { unit: 'views', max: viewsMax, of: (message) => viewIn(message)?.number ?? null },
  }
}

function tinyScopeOf({ setup, calls, horizon }: Scope): TinyScope {
  return {
    setup,
    calls,
    isBeyond: (message) => (horizon?.of(message) ?? 0) > (horizon?.max ?? 0),
    crashes: [],
    joins: [],
    worldsMax: 100_000,
  }
}

describe.each(Object.entries(tinies))('%s', (_name, tiny) => {
  const scope = scopeOf(tiny)
  const enumerated = enumerate(tiny.subject, tinyScopeOf(scope))

  test('one by one, the states are those of an enumeration in ordinary worlds', () => {
    const reached = reachedOneByOne(tiny.subject, scope)
    expect(enumerated.worlds.size).toBeGreaterThan(tiny.worldsMin)
    expect(reached.worlds.size).toBe(enumerated.worlds.size)
    expect(missingIn(reached.worlds, enumerated.worlds)).toEqual([])
    expect(sights(reached)).toEqual(sights(enumerated))
  })

  test('taken together, no state of a node and no history is missing, and none is too many', () => {
    const reached = reachedTogether(tiny.subject, scope)
    expect(reached.states).toBeLessThan(enumerated.worlds.size)
    expect(sights(reached)).toEqual(sights(enumerated))
  })
})

test('crashes and joins at any time show nothing that silence, and joins at once, do not show', () => {
  const tiny: Tiny = {
    subject: replicated,
    servers: ['s1'],
    clients: ['c1'],
    callsPerClient: 1,
    viewsMax: 1,
    worldsMin: 0,
  }
  const scope = scopeOf(tiny)
  const enumerated = enumerate(tiny.subject, { ...tinyScopeOf(scope), crashes: ['s1'], joins: ['s2'] })
  const joined = { ...scope, joins: ['s2'] }
  expect(sights(reachedTogether(tiny.subject, joined))).toEqual(sights(enumerated))
  expect(sights(reachedOneByOne(tiny.subject, joined))).toEqual(sights(enumerated))
})

function sights({ nodes, histories }: Omit<Reached, 'worlds'>): readonly (readonly string[])[] {
  return [[...nodes].toSorted(), [...histories].toSorted()]
}

/** Whole sets would fill pages. */
function missingIn(some: ReadonlySet<string>, all: ReadonlySet<string>): readonly string[] {
  return [...all].filter((text) => !some.has(text)).slice(0, 2)
}
