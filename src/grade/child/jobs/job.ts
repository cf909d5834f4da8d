import type { Progress } from '../../../hunt/index.ts'
import type { Subjects } from '../../solution/subjects.ts'

/** What a job works with. */
export interface Bench<Event> {
  readonly subjects: Subjects
  /** Tells the parent, at once. */
  readonly report: (event: Event) => void
  readonly onProgress: (progress: Progress) => void
  /** Called when a schedule begins, with its number from 1. */
  readonly onSchedule: (number: number) => void
}

/** Something that can be done with a solution. One file each; `registry.ts` lists them. */
export interface JobKind<J extends { readonly kind: string }, Event> {
  readonly kind: J['kind']
  readonly run: (job: J, bench: Bench<Event>) => void
  /** A phrase for people: `hunting with seed 7`. */
  readonly describe: (job: J) => string
}
