import { sample } from 'fast-check'
import { hunt, playSubject, type Progress, type Subject } from '../../src/hunt/index.ts'
import { labs } from '../../src/labs/index.ts'
import { runScenario } from '../../src/labs/scenario.ts'
import { scenarios } from '../../src/labs/scenarios.ts'
import { unguarded } from '../../src/port/index.ts'
import { plans } from '../../src/schedule/index.ts'
import { services } from '../../src/services/index.ts'
import { subjectOf } from '../../src/subject.ts'
import { correct } from '../correct/index.ts'
import { mutants, type LabMutants } from './index.ts'
import type { Mutant, Rare } from './mutant.ts'

/** Something to hunt: a wrong variant, which must be found, or a right one, in which nothing may be found. */
export interface Row extends Hunted {
  /** Unique in its lab, together with the service. */
  readonly id: string
  readonly title: string
  readonly isWrong: boolean
  /** Where random schedules find it too seldom to be relied on; null for all others. */
  readonly rare: Rare | null
}

/** A solution, its lab, and what it replicates. */
export interface Hunted {
  readonly lab: string
  readonly service: string
  readonly solution: object
}

/** Grouped by lab, in the order of `labs`. */
export const rows: readonly Row[] = Object.keys(labs).flatMap((lab) => [
  ...mutants
    .filter((each) => each.lab === lab)
    .flatMap((each) => each.mutants.map((mutant) => rowOfMutant(each, mutant))),
  ...correct
    .filter((each) => each.lab === lab)
    .flatMap(({ service, solutions }) =>
      Object.entries(solutions).map(([id, solution]) => ({
        lab,
        service,
        id,
        title: '',
        isWrong: false,
        rare: null,
        solution,
      })),
    ),
])

function rowOfMutant({ lab, service }: LabMutants, mutant: Mutant): Row {
  const { id, title, control, solution, rare = null } = mutant
  return { lab, service: mutant.service ?? service, id, title, isWrong: !control, rare, solution }
}

/** A judgement that fired. */
export interface Hit {
  readonly property: string
  readonly signature: string
  readonly because: string
  /** How many schedules it took, this one included. */
  readonly schedules: number
  /** CPU time until it fired for the first time, shrinking not included unless another judgement had fired before. */
  readonly cpuMs: number
  /** Length of the shrunk run. */
  readonly steps: number
}

export interface Result {
  readonly id: string
  readonly schedules: number
  readonly cpuMs: number
  readonly hits: readonly Hit[]
  /** Scenarios of the lecture that it does not come through. */
  readonly scenarios: readonly string[]
  /** Judgements that the run fires which was made for it, if there is one. */
  readonly ownRun: readonly string[]
  /** Judgements that gave up on some schedule. */
  readonly undecided: readonly string[]
}

export interface Budget {
  readonly seed: number
  /** For a wrong variant. */
  readonly schedulesMax: number
  /** For a right one. */
  readonly rightSchedulesMax: number
  readonly onProgress: (progress: Progress) => void
}

/** So many schedules at first, and so many times more as long as nothing is found. */
const firstRound = 128
const growth = 8

/** Hunts a wrong variant until a round finds something, a right one through the whole budget. */
export function resultOf(row: Row, budget: Budget): Result {
  if (!row.isWrong) return huntRow(row, budget.rightSchedulesMax, budget)
  let schedulesMax = Math.min(firstRound, budget.schedulesMax)
  for (;;) {
    const result = huntRow(row, schedulesMax, budget)
    if (result.hits.length > 0 || schedulesMax >= budget.schedulesMax) return result
    schedulesMax = Math.min(schedulesMax * growth, budget.schedulesMax)
  }
}

function huntRow(row: Row, schedulesMax: number, { seed, onProgress }: Budget): Result {
  const subject = subjectOfRow(row)
  const startedAt = process.cpuUsage()
  const firedAtMs = new Map<string, number>()
  const judgements = subject.judgements.map((judgement) => ({
    ...judgement,
    judge(trace: Parameters<typeof judgement.judge>[0]) {
      const verdict = judgement.judge(trace)
      if (verdict.kind === 'violated' && !firedAtMs.has(judgement.name)) {
        firedAtMs.set(judgement.name, cpuMsSince(startedAt))
      }
      return verdict
    },
  }))
  const { outcomes, schedules } = hunt({ ...subject, judgements }, { seed, schedulesMax, onProgress })
  const hits = outcomes.flatMap(({ property, verdict, schedules: tried }): Hit[] =>
    verdict.kind !== 'violated'
      ? []
      : [
          {
            property,
            signature: verdict.finding.signature,
            because: verdict.finding.because,
            schedules: tried,
            cpuMs: firedAtMs.get(property) ?? 0,
            steps: verdict.finding.steps.length,
          },
        ],
  )
  const undecided = outcomes.flatMap(({ property, verdict }) =>
    verdict.kind === 'undecided' ? [`${property} ${verdict.count}×: ${verdict.why}`] : [],
  )
  return {
    id: row.id,
    schedules,
    cpuMs: cpuMsSince(startedAt),
    hits,
    scenarios: brokenScenarios(row),
    ownRun: brokenInOwnRun(row),
    undecided,
  }
}

function brokenScenarios({ lab, solution }: Row): readonly string[] {
  return scenarios
    .filter((scenario) => scenario.lab === lab)
    .filter((scenario) => {
      const { service } = scenario.plan.setup
      return runScenario(subjectOfRow({ lab, service, solution }), scenario).outcome.kind === 'violated'
    })
    .map(({ name }) => name)
}

function brokenInOwnRun(row: Row): readonly string[] {
  if (row.rare === null || typeof row.rare.shownBy === 'string') return []
  const subject = subjectOfRow(row)
  const trace = playSubject(subject, { kind: 'plan', plan: row.rare.shownBy })
  return subject.judgements.filter(({ judge }) => judge(trace).kind === 'violated').map(({ name }) => name)
}

function cpuMsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start)
  return Math.round((user + system) / 1_000)
}

/** So many plans are drawn at a time. */
const plansDrawn = 64

/**
 * The first schedule (from 1) that some judgement finds wanting, or null. Nothing is shrunk, and it stops there: for
 * tests, which only want to know whether.
 */
export function firstFailure(subject: Subject, seed: number, schedulesMax: number): FirstFailure | null {
  for (let played = 0; played < schedulesMax; played += plansDrawn) {
    const drawn = sample(plans(subject.arena), { seed: seed * 1_000_003 + played, numRuns: plansDrawn })
    for (const [i, plan] of drawn.slice(0, schedulesMax - played).entries()) {
      const trace = playSubject(subject, { kind: 'plan', plan })
      for (const { name, judge } of subject.judgements) {
        const verdict = judge(trace)
        if (verdict.kind !== 'violated') continue
        return { property: name, because: verdict.because, schedules: played + i + 1 }
      }
    }
  }
  return null
}

export interface FirstFailure {
  readonly property: string
  readonly because: string
  readonly schedules: number
}

/** A solution of the primary-backup lab with a key/value store. */
export function subjectFor(solution: object): Subject {
  return subjectOfRow({ lab: 'primary-backup', service: 'key-value', solution })
}

/** Throws when there is no such lab or service. */
export function subjectOfRow({ lab: labName, service: serviceName, solution }: Hunted): Subject {
  const lab = labs[labName]
  const service = services[serviceName]
  if (lab === undefined)
    throw new Error(`unknown lab \`${labName}\`: expected one of ${Object.keys(labs).join(', ')}`)
  if (service === undefined) {
    throw new Error(`unknown service \`${serviceName}\`: expected one of ${Object.keys(services).join(', ')}`)
  }
  return subjectOf(lab, service, solution, unguarded)
}
