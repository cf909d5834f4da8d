import { explore, type Scope } from '../explore/index.ts'
import type { Address, Command, Message } from '../port/index.ts'
import { calmSteps, setupOf, type Run } from '../schedule/index.ts'
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

/** A small scope, in numbers. */
interface Rung {
  readonly servers: number
  readonly clients: number
  readonly callsPerClient: number
  /** Whether it begins where views have formed, and not with the first step. */
  readonly isStaged: boolean
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
 * Small ones first: most mistakes show in them. Then those in which more is going on, each when the schedules so far took
 * about as much time as it may take, so that a small hunt stays small. What bounds them is twice what they take where
 * nodes do not grow.
 */
const rungs: readonly Rung[] = [
  { servers: 2, clients: 1, callsPerClient: 2, isStaged: false, further: 3, after: 64, workMax: 4_000_000 },
  { servers: 2, clients: 2, callsPerClient: 1, isStaged: false, further: 3, after: 350, workMax: 30_000_000 },
  {
    servers: 2,
    clients: 1,
    callsPerClient: 2,
    isStaged: true,
    further: 3,
    after: 1_200,
    workMax: 40_000_000,
  },
  {
    servers: 3,
    clients: 1,
    callsPerClient: 2,
    isStaged: true,
    further: 2,
    after: 2_500,
    workMax: 60_000_000,
  },
  {
    servers: 2,
    clients: 2,
    callsPerClient: 2,
    isStaged: true,
    further: 1,
    after: 4_500,
    workMax: 60_000_000,
  },
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

  constructor(readonly subject: Subject) {
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
    const options = { statesMax, workMax, depthMax: 1_000, isReduced: true, onProgress() {} }
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
function fitting({ arena }: Subject): readonly Rung[] {
  const fitted = rungs.map((rung) => {
    const { servers, clients } = setupOf(arena, rung.servers, rung.clients)
    return { ...rung, servers: servers.length, clients: clients.length }
  })
  return fitted.filter(
    (rung, i) => !fitted.slice(0, i).some((other) => JSON.stringify(other) === JSON.stringify(rung)),
  )
}

function scopeOf(subject: Subject, rung: Omit<Rung, 'after' | 'workMax'>): Scope {
  const { small, arena } = subject
  if (small === null) throw new Error(`nothing is known of small scopes of the lab ${arena.lab}`)
  const setup = setupOf(arena, rung.servers, rung.clients)
  const { entries } = playSubject(subject, {
    kind: 'steps',
    setup,
    calm: null,
    steps: rung.isStaged ? calmSteps(subject.cast, subject.machine, setup) : [],
  })
  const { horizon } = small
  const reached = entries.flatMap(({ effects }) =>
    effects.flatMap((effect) => (effect.kind === 'sent' ? [horizon?.of(effect.message) ?? 0] : [])),
  )
  return {
    setup,
    stage: entries.flatMap(({ cause }) => (cause.kind === 'start' ? [] : [cause])),
    joins: [],
    calls: small.calls(setup.clients, rung.callsPerClient),
    horizon: horizon === null ? null : { ...horizon, max: Math.max(0, ...reached) + rung.further },
  }
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
