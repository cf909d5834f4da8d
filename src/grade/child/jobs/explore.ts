import {
  explore,
  scopeOfRun,
  shortestRun,
  smallCalls,
  type Broken,
  type Exploration,
  type Scope,
  type SearchProgress,
} from '../../../explore/index.ts'
import { findingOf, playSubject, shrink, type Finding, type Subject } from '../../../hunt/index.ts'
import { labs, type Lab } from '../../../labs/index.ts'
import { scenarios } from '../../../labs/scenarios.ts'
import { Forbidden, type Address, type Command } from '../../../port/index.ts'
import { services } from '../../../services/index.ts'
import type { Judgement, Setup, Step } from '../../../trace/index.ts'
import type { Bench, JobKind } from './job.ts'

/** Tries everything that can happen in a small scope. Plain data, as all jobs. */
export interface ExploreJob {
  readonly kind: 'explore'
  readonly lab: string
  readonly service: string
  readonly start: Start
  /** Calls of each client; null, for a scenario: its own. */
  readonly callsPerClient: number | null
  /** Fresh servers. */
  readonly joins: number
  /** Bound of what the lab's horizon counts; null where the lab has none. */
  readonly horizonMax: number | null
  /** Names of judgements; null: all that have a monitor. */
  readonly properties: readonly string[] | null
  readonly statesMax: number
  readonly depthMax: number
  readonly isReduced: boolean
}

type Start =
  | { readonly kind: 'beginning'; readonly servers: number; readonly clients: number }
  /** Where the first call of the scenario is made, with its first clients; null: with all. */
  | { readonly kind: 'scenario'; readonly name: string; readonly clients: number | null }

export type ExploreEvent =
  | { readonly kind: 'exploring'; readonly progress: SearchProgress; readonly cpuMs: number }
  | { readonly kind: 'explored'; readonly certificate: Certificate; readonly findings: readonly Finding[] }

/** What was tried, and what came of it. Plain JSON. */
export interface Certificate {
  readonly format: 1
  readonly scope: {
    readonly setup: Setup
    /** Steps before the first state, and the scenario that they come from. */
    readonly from: { readonly scenario: string; readonly steps: number } | null
    readonly joins: readonly Address[]
    readonly calls: Readonly<Record<Address, readonly Command[]>>
    readonly horizon: { readonly unit: string; readonly max: number } | null
  }
  readonly judged: readonly string[]
  /** Promises about whole runs, which a search of this kind cannot judge. */
  readonly notJudged: readonly string[]
  readonly isReduced: boolean
  /** Promises that are broken, each with the run that shows it. */
  readonly broken: readonly BrokenPromise[]
  /** Of the search for whatever else breaks. */
  readonly ending: Exploration['ending']
  readonly unanswered: readonly Address[]
  readonly cutOff: number
  readonly figures: Exploration['figures']
  readonly cpuMs: number
}

export interface BrokenPromise {
  readonly property: string
  readonly signature: string
  /** Of the run. */
  readonly steps: number
  /** No run of up to so many steps breaks the promise in this way, with these nodes and these calls: that was proved. */
  readonly noneUpTo: number
}

/** For each broken promise, to find out whether a run of fewer steps breaks it in the same way. */
const shorterStatesMax = 200_000
/** What a state takes is some hundred units, once the handlers have been run; where it takes more, this is the bound. */
const workPerState = 400
const handlersWork = 20_000_000
const shorterWorkMax = 40_000_000

export const exploreJob: JobKind<ExploreJob, ExploreEvent> = {
  kind: 'explore',
  run,
  describe: ({ statesMax }) => `exploring up to ${statesMax} states`,
}

function run(job: ExploreJob, { subjects, report, onSchedule }: Bench<ExploreEvent>): void {
  onSchedule(1)
  const lab = labs[job.lab]
  if (lab === undefined) throw new Error(`unknown lab \`${job.lab}\``)
  // Nodes that share variables outside their fields would not be told from one another here.
  const subject = subjects.isolated
  const chosen = subject.judgements.filter(({ name }) => job.properties?.includes(name) ?? true)
  const judged = chosen.filter(({ monitor }) => monitor !== undefined)
  const scope = scopeOf(job, lab, subject)
  const startedAt = process.cpuUsage()
  const { cast } = subjects.isolated
  const exploration = exploredOrNot({ cast, machine: subject.machine }, judged, scope, {
    statesMax: job.statesMax,
    workMax: handlersWork + job.statesMax * workPerState,
    depthMax: job.depthMax,
    isReduced: job.isReduced,
    onProgress: (progress) => report({ kind: 'exploring', progress, cpuMs: cpuMsSince(startedAt) }),
  })
  const findings = exploration.broken.map((broken) => shortestFinding(subject, judged, scope.setup, broken))
  const certificate: Certificate = {
    format: 1,
    scope: {
      setup: scope.setup,
      from: job.start.kind === 'scenario' ? { scenario: job.start.name, steps: scope.stage.length } : null,
      joins: scope.joins,
      calls: scope.calls,
      horizon: scope.horizon === null ? null : { unit: scope.horizon.unit, max: scope.horizon.max },
    },
    judged: judged.map(({ name }) => name),
    notJudged: chosen.filter(({ monitor }) => monitor === undefined).map(({ name }) => name),
    isReduced: job.isReduced,
    ...exploration,
    broken: findings.map(({ finding: { property, signature, steps }, noneUpTo }) => {
      return { property, signature, steps: steps.length, noneUpTo }
    }),
    cpuMs: cpuMsSince(startedAt),
  }
  report({ kind: 'explored', certificate, findings: findings.map(({ finding }) => finding) })
}

/** A node that misbehaves when it starts, or cannot be saved, leaves nothing to explore. */
function exploredOrNot(...args: Parameters<typeof explore>): Exploration {
  try {
    return explore(...args)
  } catch (error) {
    if (!(error instanceof Forbidden) && !(error instanceof Error && error.name === 'Misbehaved')) throw error
    const none = { states: 0, transitions: 0, depth: 0, nodeStates: {}, messages: {}, histories: 0 }
    return {
      broken: [],
      ending: { kind: 'unexplorable', message: error.message },
      figures: { ...none, handlerRuns: 0, bytes: 0 },
      unanswered: [],
      cutOff: 0,
    }
  }
}

function scopeOf(job: ExploreJob, { horizon }: Lab, subject: Subject): Scope {
  const { setup, stage, calls } =
    job.start.kind === 'scenario'
      ? stagedBy(job.start, subject)
      : { setup: setupOf(job, job.start), stage: [], calls: null }
  const count = job.callsPerClient
  const present = setup.servers.length + stage.filter(({ kind }) => kind === 'join').length
  return {
    setup,
    stage,
    joins: Array.from({ length: job.joins }, (_, i) => `s${present + i + 1}`),
    calls:
      count === null && calls !== null
        ? calls
        : smallCalls(serviceNamed(job.service), setup.clients, count ?? 1),
    horizon: horizon === undefined || job.horizonMax === null ? null : { ...horizon, max: job.horizonMax },
  }
}

function setupOf({ lab, service }: ExploreJob, start: Start & { readonly kind: 'beginning' }): Setup {
  return { lab, service, servers: numbered('s', start.servers), clients: numbered('c', start.clients) }
}

function numbered(prefix: string, count: number): readonly Address[] {
  return Array.from({ length: count }, (_, i) => `${prefix}${i + 1}`)
}

/** The scenario, as this solution plays it, up to its first call. */
function stagedBy(
  { name, clients: count }: Start & { readonly kind: 'scenario' },
  subject: Subject,
): Pick<Scope, 'setup' | 'stage' | 'calls'> {
  const scenario = scenarios.find((one) => one.name === name)
  if (scenario === undefined) throw new Error(`unknown scenario \`${name}\``)
  const clients = scenario.plan.setup.clients.slice(0, count ?? undefined)
  const plan = {
    ...scenario.plan,
    setup: { ...scenario.plan.setup, clients },
    operations: scenario.plan.operations.filter(({ client }) => clients.includes(client)),
  }
  const { entries } = playSubject(subject, { kind: 'plan', plan })
  const first = entries.findIndex(({ cause }) => cause.kind === 'invoke')
  // Without a crash the server may go on or be silent from there: more can happen, not less.
  const stage = entries
    .slice(0, first < 0 ? entries.length : first)
    .flatMap(({ cause }): Step[] => (cause.kind === 'start' || cause.kind === 'crash' ? [] : [cause]))
  const calls = Object.fromEntries(
    plan.setup.clients.map((client) => [
      client,
      plan.operations.filter((operation) => operation.client === client).map(({ command }) => command),
    ]),
  )
  return { setup: plan.setup, stage, calls }
}

interface ShortFinding {
  readonly finding: Finding
  /** As `BrokenPromise` says. */
  readonly noneUpTo: number
}

/** The steps made as few as can be by taking steps away; then all runs of fewer steps are looked through. */
function shortestFinding(
  subject: Subject,
  judged: readonly Judgement[],
  setup: Setup,
  { property, steps }: Broken,
): ShortFinding {
  const judgement = judged.find(({ name }) => name === property)
  if (judgement === undefined) throw new Error(`nobody judges \`${property}\``)
  const finding = findingAt(subject, judgement, setup, steps)
  const taken = finding.steps.map(({ step }) => step)
  const shortest = shortestRun(subject, judgement, scopeOfRun(finding.setup, taken), {
    signature: finding.signature,
    stepsMax: taken.length - 1,
    statesMax: shorterStatesMax,
    workMax: shorterWorkMax,
  })
  switch (shortest.kind) {
    case 'found': {
      const shorter = findingAt(subject, judgement, finding.setup, shortest.steps)
      return { finding: shorter, noneUpTo: shortest.steps.length - 1 }
    }
    case 'none':
      return { finding, noneUpTo: taken.length - 1 }
    case 'stopped':
      return { finding, noneUpTo: shortest.proved }
    case 'refused':
      return { finding, noneUpTo: 0 }
    default:
      return shortest satisfies never
  }
}

/** The steps played in an ordinary world, judged as ever, and made as few as can be. */
function findingAt(subject: Subject, judgement: Judgement, setup: Setup, steps: readonly Step[]): Finding {
  const run = {
    kind: 'steps' as const,
    setup,
    calm: null,
    steps: steps.map((step) => ({ atMs: null, step })),
  }
  const trace = playSubject(subject, run)
  const verdict = judgement.judge(trace)
  if (verdict.kind !== 'violated') {
    throw new Error(
      `the search says that ${steps.length} steps break \`${judgement.name}\`, an ordinary run says ${verdict.kind}`,
    )
  }
  return shrink(subject, judgement, run) ?? findingOf(judgement.name, verdict, trace, null)
}

function serviceNamed(name: string): (typeof services)[string] {
  const service = services[name]
  if (service !== undefined) return service.seen ?? service
  throw new Error(`unknown service \`${name}\`: expected one of ${Object.keys(services).join(', ')}`)
}

function cpuMsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start)
  return Math.round((user + system) / 1_000)
}
