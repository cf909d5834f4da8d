import { basename } from 'node:path'
import type { Journal, Result } from './journal.ts'
import type { Submission } from './submission.ts'

export interface ClassRun {
  readonly submissions: readonly Submission[]
  /** How many are graded at a time. */
  readonly jobs: number
  readonly journal: Journal
  /** Grades one. A fault of ours is a grade too; what it throws ends the run. */
  readonly grade: (submission: Submission) => Promise<Pick<Result, 'grade' | 'report'>>
  /** Whether the files are still those that the key tells. */
  readonly isUnchanged: (submission: Submission) => boolean
  /** Called when something begins or ends. */
  readonly onProgress: (progress: ClassProgress) => void
}

export interface ClassProgress {
  readonly total: number
  readonly done: number
  /** Graded by this run, the others were taken over. */
  readonly gradedNow: number
  readonly running: readonly string[]
  /** What has just been graded. */
  readonly last: Result | null
}

/** Changed while it was graded: what was graded is neither the former nor the present submission. */
export interface Changed {
  readonly changed: readonly Submission[]
}

/** Grades those that are not finished, so many at a time, and keeps each result as soon as it is there. */
export async function gradeClass(run: ClassRun): Promise<Changed> {
  const { submissions, jobs, journal, onProgress } = run
  const open = submissions.filter(({ key }) => !journal.isFinished(key))
  const changed: Submission[] = []
  const running = new Set<string>()
  let gradedNow = 0
  const tell = (last: Result | null): void => {
    const done = submissions.length - open.length - running.size
    onProgress({ total: submissions.length, done, gradedNow, running: [...running], last })
  }
  const work = async (): Promise<void> => {
    for (let next = open.shift(); next !== undefined; next = open.shift()) {
      running.add(next.id)
      tell(null)
      const { grade, report } = await run.grade(next)
      running.delete(next.id)
      const result = { key: next.key, id: next.id, file: basename(next.path), grade, report }
      if (run.isUnchanged(next)) journal.append(result)
      else changed.push(next)
      gradedNow += 1
      tell(result)
    }
  }
  await Promise.all(Array.from({ length: Math.min(jobs, open.length) }, work))
  return { changed }
}
