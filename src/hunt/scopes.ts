import { explore, type Scope } from '../explore/index.ts'
import type { Address, Command, Message } from '../port/index.ts'
import { absenceSteps, calmSteps, setupOf, type Run, type TimedStep } from '../schedule/index.ts'
import type { Judgement, Setup } from '../trace/index.ts'
import { findingOf, type Finding } from './finding.ts'
import { playSubject, type Subject } from './subject.ts'

/** What a lab and a service give to those who try everything in small scopes. */
export interface SmallScopes {
  readonly calls: (
    clients: readonly Address[],
    perClient: number,
  ) => Readonly<Record<Address, readonly Command[]>>
  /** What of a run can go on for ever; null: nothing that is known. */
  readonly horizon: { readonly unit: string; readonly of: (message: Message) => number | null } | null
}

/**
 * With the first step; where views have formed; or where more has happened: a server was replaced and has come back, and a
 * client fell silent with a call open, while others went on.
 */
type Beginning = 'at once' | 'formed' | 'after an absence'

/** A small scope, in numbers. */
interface Rung {
  readonly servers: number
  /** Of each client, how many it makes from there on. */
  readonly calls: readonly number[]
  readonly begins: Beginning
  /** How much further than where it begins what the lab's horizon counts may go. */
  readonly further: number
  /** It is searched when so many schedules have been played. */
  readonly after: number
  /** Units of `Work`. */
  readonly workMax: number
}

/** What was covered of a scope. Plain data. */
export interface SearchedScope extends Omit<Rung, 'after' | 'workMax'> {
  readonly setup: Setup
  /** Up to where what the lab's horizon counts may go; null where it has none. */
  readonly horizon: { readonly unit: string; readonly max: number } | null
  readonly judged: readonly string[]
  readonly ending: 'complete' | 'stopped' | 'all-broken' | 'unexplorable'
  readonly states: number
  /** Everything that so many steps can do was tried. */
  readonly depth: number
}

/**
 * Small ones first: most mistakes show in them. Then those in which one thing more can happen: a second client, a
 * second call of one of them, more failovers, a third server. What each takes is mostly a matter of how far it may go from
 * where it begins, so that those that begin with views formed come before those that have to form them; and one that
 * begins where more has happened costs no more for that. All
 * together take some times as long as the schedules until then, and a small hunt stays small. What bounds a search is twice
 * what it takes where nodes do not grow; with three clients most scopes are far too large, and one that is not is soon done.
 */
const rungs: readonly Rung[] = [
  { servers: 2, calls: [2], begins: 'at once', further: 3, after: 64, workMax: 4_000_000 },
  { servers: 2, calls: [1, 1], begins: 'formed', further: 1, after: 250, workMax: 4_000_000 },
  { servers: 2, calls: [0, 2], begins: 'after an absence', further: 1, after: 400, workMax: 8_000_000 },
  { servers: 2, calls: [1, 2], begins: 'formed', further: 1, after: 550, workMax: 15_000_000 },
  { servers: 3, calls: [1, 1, 2], begins: 'formed', further: 1, after: 750, workMax: 4_000_000 },
  { servers: 3, calls: [2], begins: 'formed', further: 2, after: 1_100, workMax: 60_000_000 },
  { servers: 2, calls: [2], begins: 'formed', further: 3, after: 3_000, workMax: 40_000_000 },
  { servers: 2, calls: [1, 1], begins: 'at once', further: 3, after: 3_500, workMax: 30_000_000 },
  { servers: 2, calls: [2, 2], begins: 'formed', further: 1, after: 5_000, workMax: 60_000_000 },
]
/** Of a search: some hundred megabytes. No scope has come near it. */
const statesMax = 2_000_000

/** A promise that a search has found broken. */
export interface Broken {
  readonly judgement: Judgement
  readonly run: Run
  /** As the search came upon it. */
  readonly seen: Finding
}

/**
 * Searches small scopes while a hunt goes on, each when enough schedules have been played. It steps aside where
 * searching would prove nothing: handlers that are not deterministic, services that decide.
 */
export class Searches {
  readonly searched: SearchedScope[] = []
  #left: readonly Rung[]

  /** `brokenMax`: so many broken promises are enough for a search. */
  constructor(
    readonly subject: Subject,
    readonly brokenMax: number,
  ) {
    this.#left = subject.small === null ? [] : fitting(subject)
  }

  /** Searches the next scope if it is time to; what it found broken. */
  next(schedules: number, open: readonly Judgement[]): readonly Broken[] {
    const [rung] = this.#left
    const judged = open.filter(({ monitor }) => monitor !== undefined)
    if (rung === undefined || judged.length === 0) return []
    if (schedules < rung.after) return []
    this.#left = this.#left.slice(1)
    return this.#search(rung, judged)
  }

  #search({ after: _after, workMax, ...rung }: Rung, judged: readonly Judgement[]): readonly Broken[] {
    const { subject } = this
    const scope = scopeOf(subject, rung)
    const bounds = { statesMax, workMax, depthMax: 1_000, brokenMax: this.brokenMax }
    // What is found is shrunk as every run is.
    const options = { ...bounds, isReduced: true, seeks: 'any' as const, onProgress() {} }
    const { broken, ending, figures } = explore(subject, judged, scope, options)
    const { setup, horizon } = scope
    const confirmed = broken.flatMap(({ property, steps }) =>
      brokenBy(subject, judged, setup, property, steps),
    )
    // What does not happen again in an ordinary run is no function of what the handlers are given.
    const isUnsure = confirmed.length < broken.length || ending.kind === 'unexplorable'
    this.searched.push({
      ...rung,
      setup,
      horizon: horizon === null ? null : { unit: horizon.unit, max: horizon.max },
      judged: judged.map(({ name }) => name),
      ending: isUnsure ? 'unexplorable' : ending.kind,
      states: figures.states,
      depth: figures.depth,
    })
    if (isUnsure) this.#left = []
    return confirmed
  }
}

/** The scopes, with as many nodes as the arena allows; two of them may come to the same. */
function fitting({ arena, small }: Subject): readonly Rung[] {
  const fitted = rungs.map((rung) => {
    const { servers, clients } = setupOf(arena, rung.servers, rung.calls.length)
    const calls = clients.map((_client, i) => rung.calls[i] ?? 1)
    return { ...rung, servers: servers.length, calls }
  })
  const nameOf = ({ servers, calls, begins, further }: Rung): string =>
    JSON.stringify([servers, calls, begins, small?.horizon === null ? null : further])
  return fitted.filter((rung, i) => !fitted.slice(0, i).some((other) => nameOf(other) === nameOf(rung)))
}

function scopeOf(subject: Subject, rung: Omit<Rung, 'after' | 'workMax'>): Scope {
  const { small, arena } = subject
  if (small === null) throw new Error(`nothing is known of small scopes of the lab ${arena.lab}`)
  const setup = setupOf(arena, rung.servers, rung.calls.length)
  const made = setup.clients.map((_client, i) => callsBefore(rung.begins, i))
  const perClient = setup.clients.map((_client, i) => (made[i] ?? 0) + (rung.calls[i] ?? 0))
  const calls = small.calls(setup.clients, Math.max(...perClient))
  const { entries } = playSubject(subject, {
    kind: 'steps',
    setup,
    calm: null,
    steps: stageOf(subject, setup, rung.begins, between(calls, setup.clients, none, made)),
  })
  const { horizon } = small
  const reached = entries.flatMap(({ effects }) =>
    effects.flatMap((effect) => (effect.kind === 'sent' ? [horizon?.of(effect.message) ?? 0] : [])),
  )
  return {
    setup,
    stage: entries.flatMap(({ cause }) => (cause.kind === 'start' ? [] : [cause])),
    joins: [],
    calls: between(calls, setup.clients, made, perClient),
    horizon: horizon === null ? null : { ...horizon, max: Math.max(0, ...reached) + rung.further },
  }
}

/** How many calls a client has made where a scope begins; `client`: its place. */
function callsBefore(begins: Beginning, client: number): number {
  if (begins !== 'after an absence') return 0
  return client === 0 ? silentCalls : othersCalls
}

/** The last of them is open; odd, so that it is a write. */
const silentCalls = 3
/** Enough for what is kept of each call to be cut short; odd, so that a write is next for the second client. */
const othersCalls = 7

function stageOf(
  { cast, machine }: Subject,
  setup: Setup,
  begins: Beginning,
  calls: Calls,
): readonly TimedStep[] {
  switch (begins) {
    case 'at once':
      return []
    case 'formed':
      return calmSteps(cast, machine, setup)
    case 'after an absence':
      return absenceSteps(cast, machine, setup, calls)
    default:
      return begins satisfies never
  }
}

type Calls = ReturnType<SmallScopes['calls']>

const none: readonly number[] = []

/** Of the calls of each client those from one place on, up to another. */
function between(
  calls: Calls,
  clients: readonly Address[],
  from: readonly number[],
  to: readonly number[],
): Calls {
  return Object.fromEntries(
    clients.map((client, i) => [client, (calls[client] ?? []).slice(from[i] ?? 0, to[i] ?? 0)]),
  )
}

/** The steps in an ordinary world, judged as ever; empty where they break nothing there. */
function brokenBy(
  subject: Subject,
  judged: readonly Judgement[],
  setup: Setup,
  property: string,
  steps: Scope['stage'],
): readonly Broken[] {
  const judgement = judged.find(({ name }) => name === property)
  const run: Run = { kind: 'steps', setup, calm: null, steps: steps.map((step) => ({ atMs: null, step })) }
  if (judgement === undefined) return []
  const trace = playSubject(subject, run)
  const verdict = judgement.judge(trace)
  if (verdict.kind !== 'violated') return []
  return [{ judgement, run, seen: findingOf(property, verdict, trace, null) }]
}
