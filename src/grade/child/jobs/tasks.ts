import type { Bench } from './job.ts'
import type { BasicEvent, BasicJob } from './registry.ts'

/**
 * Several jobs, one after the other, in one process: what a rubric asks for. Each may examine one part beside a
 * reference's other parts.
 */
export interface TasksJob {
  readonly kind: 'tasks'
  readonly tasks: readonly BasicJob[]
}

/** `event` null: the task begins. */
export interface TaskEvent {
  readonly kind: 'task'
  /** Of the task, in the job's list. */
  readonly index: number
  readonly event: BasicEvent | null
}

export function runTasks(
  { tasks }: TasksJob,
  bench: Bench<TaskEvent>,
  runOne: (task: BasicJob, bench: Bench<BasicEvent>) => void,
): void {
  for (const [index, task] of tasks.entries()) {
    bench.report({ kind: 'task', index, event: null })
    runOne(task, { ...bench, report: (event) => bench.report({ kind: 'task', index, event }) })
  }
}
