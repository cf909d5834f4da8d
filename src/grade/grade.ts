import type { Finding, Progress } from '../hunt/index.ts'
import { labs, type Rubric, type RubricItem } from '../labs/index.ts'
import { childEntry, runInChild, usualLimits, type ChildEnd, type ChildEvent } from './child/index.ts'
import { partsAtFault, pointsOf, round, sharingParts, type Scored } from './rubric/points.ts'
import { Tally, type HuntsPlayed } from './rubric/tally.ts'
import { partOf, tasksOf, type Files, type Item, type Task } from './rubric/tasks.ts'
import type { Judged } from './rubric/verdicts.ts'
import { layersHere } from './sandbox/outside/layers.ts'
import { loadSolution, typeCheck, type Problem, type Program } from './solution/index.ts'

export interface GradeOptions {
  readonly rubric: Rubric
  /** What the rubric says of files. Absent: it names none. */
  readonly files?: Files
  readonly service: string
  /** Of the hunts of a rubric that names no seeds. */
  readonly seed: number
  /** Schedules of each hunt, at the most. */
  readonly schedulesMax: number
  /** The instructor's own items, and the files that they name. Null: none. */
  readonly hidden?: Private | null
  readonly onProgress: (stage: string, progress: Progress | null) => void
  /** Called with the grade as it stands whenever an item has been decided, so that what was earned can be kept. */
  readonly onItem?: (gradeSoFar: Grade) => void
}

/** Of a folder that students do not see. */
export interface Private {
  readonly rubric: Rubric
  readonly files: Files
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
  /** What kept the solution apart from the grader, e.g. `process`: the one thing here that a machine decides. */
  readonly layers: readonly string[]
  readonly hunts: HuntsPlayed
}

export interface GradedItem extends Judged {
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

const noFiles: Files = { stories: {}, findings: {} }

/**
 * Grades one solution by a rubric: each part beside the reference's others, then all together. Whatever was found counts,
 * whatever comes after.
 */
export async function gradeSolution(path: string, options: GradeOptions): Promise<Grade> {
  options.onProgress('loading', null)
  const program = await loadSolution(path)
  const items = itemsOf(options)
  const { rubric, service, schedulesMax } = options
  const { lab } = rubric
  const tasks = tasksOf(items, { lab, parts: partsOf(lab), service, schedulesMax })
  const grading: Grading = { path, options, items, tally: new Tally(tasks, items), warnings: [] }
  if (program.kind === 'unusable') return gradeOf(grading, 'unusable', program.problems)
  const checked = { ...grading, warnings: await typeCheck(path) }
  const soFar = (problems: readonly Problem[]): Grade =>
    gradeOf(checked, problems.length > 0 ? 'cut short' : 'graded', problems)
  const { unusable, problems } = await examine(program, options, checked.tally, (sofar) =>
    options.onItem?.(soFar(sofar)),
  )
  return unusable === null ? soFar(problems) : gradeOf(checked, 'unusable', unusable)
}

function itemsOf({ rubric, files, hidden, seed }: GradeOptions): readonly Item[] {
  const itemsIn = ({ rubric: { items, seeds }, files: ofRubric }: Private, isHidden: boolean): Item[] =>
    items.map((item) => ({ ...item, hidden: isHidden, seeds: seeds ?? [seed], files: ofRubric }))
  return [
    ...itemsIn({ rubric, files: files ?? noFiles }, false),
    ...(hidden === undefined || hidden === null ? [] : itemsIn(hidden, true)),
  ]
}

/** Of a lab whose parts mix; none otherwise. */
function partsOf(lab: string): readonly string[] {
  return Object.keys(labs[lab]?.nodesOf ?? {})
}

interface Grading {
  readonly path: string
  readonly options: GradeOptions
  readonly items: readonly Item[]
  readonly tally: Tally
  readonly warnings: readonly Problem[]
}

function gradeOf(
  { path, options, items, tally, warnings }: Grading,
  status: Grade['status'],
  problems: readonly Problem[],
): Grade {
  const { rubric, seed, schedulesMax } = options
  const scored = items.map((item, at): Scored => {
    return { item, part: partOf(item), judged: tally.judged(at) }
  })
  const parts = sharingParts(partsOf(rubric.lab), scored)
  const atFault = partsAtFault(partsOf(rubric.lab), scored)
  const graded = scored.map((one) => gradedItem(one, pointsOf(one, parts, atFault)))
  return {
    solution: path,
    lab: rubric.lab,
    seed: rubric.seeds?.[0] ?? seed,
    schedulesMax,
    status,
    problems,
    warnings,
    points: round(graded.reduce((sum, { points }) => sum + points, 0)),
    pointsMax: round(graded.reduce((sum, { pointsMax }) => sum + pointsMax, 0)),
    items: graded,
    atFault,
    layers: layersHere(),
    hunts: tally.hunts,
  }
}

function gradedItem({ item, part, judged }: Scored, points: number): GradedItem {
  const { id, title, hidden, check, points: pointsMax } = item
  return { id, title, part: part ?? null, hidden, check, pointsMax, points, ...judged }
}

/** A solution that has to be stopped so often is not asked any more. */
const stopsMax = 3

interface Examination {
  /** Why there is nothing to grade; null: there is. */
  unusable: readonly Problem[] | null
  /** Why it was stopped, each time that it was. */
  readonly problems: Problem[]
}

/** All tasks in one child; where it has to be killed, another one goes on after the task that it was at. */
async function examine(
  program: Program,
  options: GradeOptions,
  tally: Tally,
  onDecided: (problems: readonly Problem[]) => void,
): Promise<Examination> {
  const { tasks } = tally
  const examination: Examination = { unusable: null, problems: [] }
  let next = 0
  while (next < tasks.length && examination.unusable === null) {
    const first = next
    let at = first
    const onEvent = (event: ChildEvent): void => {
      if (event.kind === 'progress') options.onProgress(tasks[at]?.stage ?? '', event.progress)
      if (event.kind === 'unusable') examination.unusable = event.problems
      if (event.kind !== 'task') return
      at = first + event.index
      if (event.event === null) options.onProgress(tasks[at]?.stage ?? '', null)
      else if (tally.note(at, event.event)) onDecided(examination.problems)
    }
    const problem = problemOf(await runTasks(tasks.slice(first), program, options, onEvent), tasks[at])
    if (problem === null) break
    examination.problems.push(problem)
    // Whoever is stopped again and again will be stopped again.
    const last = examination.problems.length < stopsMax ? at : tasks.length - 1
    for (let index = at; index <= last; index += 1) tally.giveUp(index, problem.message)
    onDecided(examination.problems)
    next = last + 1
  }
  return examination
}

function runTasks(
  tasks: readonly Task[],
  program: Program,
  { rubric, service }: GradeOptions,
  onEvent: (event: ChildEvent) => void,
): Promise<ChildEnd> {
  const job = { kind: 'tasks' as const, tasks: tasks.map((task) => task.job) }
  const request = { lab: rubric.lab, service, program, job, print: false }
  return runInChild(request, { ...usualLimits, entry: childEntry(), onEvent })
}

function problemOf(end: ChildEnd, task: Task | undefined): Problem | null {
  if (end.kind === 'failed') throw new Error(end.message)
  if (end.kind === 'done') return null
  return { where: null, message: task === undefined ? end.message : `${task.stage}: ${end.message}` }
}
