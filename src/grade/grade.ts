import type { Finding, Progress } from '../hunt/index.ts'
import type { Rubric, RubricItem } from '../labs/index.ts'
import {
  childEntry,
  runInChild,
  usualLimits,
  type ChildEnd,
  type ChildEvent,
  type HuntSummary,
  type Job,
} from './child/index.ts'
import { loadSolution, typeCheck, type Problem, type Program } from './solution/index.ts'

export interface GradeOptions {
  readonly rubric: Rubric
  readonly service: string
  readonly seed: number
  /** Schedules of the hunt. */
  readonly schedulesMax: number
  readonly onProgress: (stage: string, progress: Progress | null) => void
  /** Called with the grade as it stands whenever an item has been decided, so that what was earned can be kept. */
  readonly onItem?: (gradeSoFar: Grade) => void
}

/** What one solution earned, and why not more. Plain JSON; no times, so that it is the same on every machine. */
export interface Grade {
  readonly solution: string
  readonly lab: string
  readonly seed: number
  readonly schedulesMax: number
  /** `fault`: splitbrain itself has failed on it, and nothing is known of the solution. */
  readonly status: 'graded' | 'unusable' | 'cut short' | 'fault'
  /** Why it could not be graded (to the end). */
  readonly problems: readonly Problem[]
  /** What TypeScript says: advice. */
  readonly warnings: readonly Problem[]
  readonly points: number
  readonly pointsMax: number
  readonly items: readonly GradedItem[]
  /** Parts of the solution that fail beside reference parts. */
  readonly atFault: readonly string[]
  /** What kept the solution apart from the grader, e.g. `process`. */
  readonly layers: readonly string[]
  readonly summary: HuntSummary | null
}

export interface GradedItem {
  readonly id: string
  readonly title: string
  /** The part of the solution that was examined, beside reference parts; null: all parts together. */
  readonly part: string | null
  /** Of the instructor's private rubric: not for students' eyes, neither itself nor its finding. */
  readonly hidden: boolean
  readonly check: RubricItem['check']
  readonly points: number
  readonly pointsMax: number
  readonly verdict: 'held' | 'violated' | 'undecided' | 'vacuous'
  /** In a sentence; empty for what held. */
  readonly because: string
  readonly finding: Finding | null
}

type Judged = Pick<GradedItem, 'verdict' | 'because' | 'finding'>

/** Grades one solution by a rubric: first the scenarios, then a hunt. Whatever was found counts, whatever comes after. */
export async function gradeSolution(path: string, options: GradeOptions): Promise<Grade> {
  const { rubric, seed, schedulesMax } = options
  options.onProgress('loading', null)
  const program = await loadSolution(path)
  const ungraded: Grade = {
    solution: path,
    lab: rubric.lab,
    seed,
    schedulesMax,
    status: 'unusable',
    problems: program.kind === 'unusable' ? program.problems : [],
    warnings: [],
    points: 0,
    pointsMax: rubric.items.reduce((sum, { points }) => sum + points, 0),
    items: rubric.items.map((item) =>
      graded(item, { verdict: 'undecided', because: 'not run', finding: null }),
    ),
    atFault: [],
    layers: ['process'],
    summary: null,
  }
  if (program.kind === 'unusable') return ungraded
  const warnings = await typeCheck(path)
  const gradeBy = (tally: Tally): Grade => {
    const items = rubric.items.map((item) => graded(item, tally.judged(item)))
    return {
      ...ungraded,
      warnings,
      status: tally.problems.length > 0 ? 'cut short' : 'graded',
      problems: tally.problems,
      points: items.reduce((sum, { points }) => sum + points, 0),
      items,
      summary: tally.summary,
    }
  }
  const tally = await examine(program, options, (soFar) => options.onItem?.(gradeBy(soFar)))
  if (tally.unusable !== null) return { ...ungraded, warnings, problems: tally.unusable }
  return gradeBy(tally)
}

function graded({ id, title, check, points }: RubricItem, judged: Judged): GradedItem {
  const earned = judged.verdict === 'held' ? points : 0
  return { id, title, part: null, hidden: false, check, pointsMax: points, points: earned, ...judged }
}

async function examine(
  program: Program,
  options: GradeOptions,
  onDecided: (tally: Tally) => void,
): Promise<Tally> {
  const { rubric, seed, schedulesMax } = options
  const names = (kind: RubricItem['check']['kind']): string[] => [
    ...new Set(rubric.items.flatMap(({ check }) => (check.kind === kind ? [check.name] : []))),
  ]
  const tally = new Tally()
  const jobs: { readonly stage: string; readonly job: Job }[] = [
    { stage: 'scenarios', job: { kind: 'scenarios', names: names('scenario'), withTraces: false } },
    { stage: 'hunt', job: { kind: 'hunt', seed, schedulesMax, properties: names('property') } },
  ]
  for (const { stage, job } of jobs) {
    if (tally.unusable !== null || isEmpty(job)) continue
    options.onProgress(stage, null)
    const request = { lab: rubric.lab, service: options.service, program, job, print: false }
    const end = await runInChild(request, {
      ...usualLimits,
      entry: childEntry(),
      onEvent: (event) => {
        if (event.kind === 'progress') options.onProgress(stage, event.progress)
        else if (tally.note(event)) onDecided(tally)
      },
    })
    tally.end(end)
  }
  return tally
}

function isEmpty(job: Job): boolean {
  return (
    (job.kind === 'scenarios' && job.names.length === 0) ||
    (job.kind === 'hunt' && job.properties?.length === 0)
  )
}

/** What the children have said. */
class Tally {
  unusable: readonly Problem[] | null = null
  problems: Problem[] = []
  summary: HuntSummary | null = null
  readonly #byCheck = new Map<string, Judged>()

  /** Whether the event decides an item. */
  note(event: ChildEvent): boolean {
    switch (event.kind) {
      case 'unusable':
        this.unusable = event.problems
        return false
      case 'sighting': {
        const { finding } = event
        this.#byCheck.set(`property ${finding.property}`, {
          verdict: 'violated',
          because: finding.because,
          finding,
        })
        return true
      }
      case 'outcome':
        this.#byCheck.set(`property ${event.outcome.property}`, judgedBy(event.outcome))
        return true
      case 'scenario':
        this.#byCheck.set(`scenario ${event.name}`, judgedScenario(event))
        return true
      case 'hunted':
        this.summary = event.summary
        return false
      case 'progress':
      case 'replayed':
      case 'exploring':
      case 'explored':
        return false
      default:
        return event satisfies never
    }
  }

  end(end: ChildEnd): void {
    if (end.kind === 'killed') this.problems.push({ where: null, message: end.message })
    if (end.kind === 'failed') throw new Error(end.message)
  }

  judged({ check }: RubricItem): Judged {
    const judged = this.#byCheck.get(`${check.kind} ${check.name}`)
    if (judged !== undefined) return judged
    return { verdict: 'undecided', because: this.problems[0]?.message ?? 'not run', finding: null }
  }
}

function judgedBy({ verdict }: (ChildEvent & { kind: 'outcome' })['outcome']): Judged {
  switch (verdict.kind) {
    case 'holds':
      return { verdict: 'held', because: '', finding: null }
    case 'violated':
      return { verdict: 'violated', because: verdict.finding.because, finding: verdict.finding }
    case 'undecided':
      return {
        verdict: 'undecided',
        because: `${verdict.why} (in ${verdict.count} schedules)`,
        finding: null,
      }
    case 'vacuous':
      return {
        verdict: 'vacuous',
        because: `never seen in any schedule: ${verdict.missing.join(', ')}`,
        finding: null,
      }
    default:
      return verdict satisfies never
  }
}

function judgedScenario({ outcome, finding }: ChildEvent & { kind: 'scenario' }): Judged {
  switch (outcome.kind) {
    case 'survived':
    case 'stuck':
      return { verdict: 'held', because: '', finding: null }
    case 'violated':
      return { verdict: 'violated', because: finding?.because ?? `breaks ${outcome.by.join(', ')}`, finding }
    case 'vacuous':
      return { verdict: 'vacuous', because: `never seen: ${outcome.missing.join('; ')}`, finding: null }
    case 'undecided':
      return { verdict: 'undecided', because: outcome.why, finding: null }
    default:
      return outcome satisfies never
  }
}
