import { stamped } from './beside.ts'
import { costJob, type CostEvent, type CostJob } from './cost.ts'
import { exploreJob, type ExploreEvent, type ExploreJob } from './explore.ts'
import { huntJob, type HuntEvent, type HuntJob } from './hunt.ts'
import type { Bench, JobKind } from './job.ts'
import { replayJob, type ReplayEvent, type ReplayJob } from './replay.ts'
import { scenariosJob, type ScenarioEvent, type ScenariosJob } from './scenarios.ts'
import { runTasks, type TaskEvent, type TasksJob } from './tasks.ts'

/** A job by itself. */
export type BasicJob = (CostJob | ExploreJob | HuntJob | ReplayJob | ScenariosJob) & {
  /** The part that is examined, beside a reference's other parts. Absent: all parts together. */
  readonly part?: string
}

export type BasicEvent = CostEvent | ExploreEvent | HuntEvent | ReplayEvent | ScenarioEvent

/** What a child can be asked to do. */
export type Job = BasicJob | TasksJob

/** What jobs report. */
export type JobEvent = BasicEvent | TaskEvent

const basics = {
  cost: costJob,
  explore: exploreJob,
  hunt: huntJob,
  replay: replayJob,
  scenarios: scenariosJob,
}

const tasksJob: JobKind<TasksJob, TaskEvent> = {
  kind: 'tasks',
  run: (job, bench) =>
    runTasks(job, bench, (task, benchOfOne) => basicKindOf(task.kind).run(task, benchOfOne)),
  // Nothing of what is asked: it may be private.
  describe: () => 'grading',
}

/** The kind of a job. Throws on a name that is not in the registry. */
export function jobKindOf(kind: string): JobKind<Job, JobEvent> {
  // The registry holds under each name the kind whose jobs carry that name.
  return (kind === 'tasks' ? tasksJob : basicKindOf(kind)) as unknown as JobKind<Job, JobEvent>
}

function basicKindOf(kind: string): JobKind<BasicJob, BasicEvent> {
  if (!Object.hasOwn(basics, kind)) {
    const known = [...Object.keys(basics), tasksJob.kind].join(', ')
    throw new Error(`unknown job \`${kind}\`: expected one of ${known}`)
  }
  // As above.
  const basic = basics[kind as BasicJob['kind']] as unknown as JobKind<BasicJob, BasicEvent>
  return { ...basic, run: (job, bench) => runBeside(basic, job, bench) }
}

/** A finding says which part its run examines: a replay needs no more. */
function runBeside({ run }: JobKind<BasicJob, BasicEvent>, job: BasicJob, bench: Bench<BasicEvent>): void {
  const part = job.kind === 'replay' ? job.finding.part : job.part
  if (part === undefined) return run(job, bench)
  run(job, {
    ...bench,
    subjects: bench.subjects.beside(part),
    report: (event) => bench.report(stampedEvent(event, part)),
  })
}

function stampedEvent(event: BasicEvent, part: string): BasicEvent {
  switch (event.kind) {
    case 'sighting':
    case 'cost':
    case 'scenario':
      return { ...event, finding: stamped(event.finding, part) } as BasicEvent
    case 'explored':
      return { ...event, findings: event.findings.map((finding) => stamped(finding, part)) }
    case 'outcome': {
      const { outcome } = event
      if (outcome.verdict.kind !== 'violated') return event
      const verdict = { ...outcome.verdict, finding: stamped(outcome.verdict.finding, part) }
      return { kind: 'outcome', outcome: { ...outcome, verdict } }
    }
    case 'exploring':
    case 'hunted':
    case 'replayed':
      return event
    default:
      return event satisfies never
  }
}
