import { labs } from '../../labs/index.ts'
import { services } from '../../services/index.ts'
import type { Casts } from '../solution/casts.ts'
// From where they are, not from the index: who judges needs no compiler.
import { createSubjects } from '../solution/subjects.ts'
import { jobKindOf } from './jobs/registry.ts'
import type { ChildEvent, ChildRequest } from './protocol.ts'

/** Does the job with nodes that `casts` makes. `onSchedule` hears the number of each schedule, from 1. */
export function serve(
  request: Omit<ChildRequest, 'program' | 'print'>,
  casts: Casts,
  report: (event: ChildEvent) => void,
  onSchedule: (number: number) => void,
): void {
  const { job } = request
  const lab = named(labs, request.lab, 'lab')
  const service = named(services, request.service, 'service')
  jobKindOf(job.kind).run(job, {
    subjects: createSubjects(lab, service, casts),
    report,
    onProgress: (progress) => report({ kind: 'progress', progress }),
    onSchedule,
  })
}

function named<T>(all: Readonly<Record<string, T>>, name: string, what: string): T {
  const one = Object.hasOwn(all, name) ? all[name] : undefined
  if (one !== undefined) return one
  throw new Error(`unknown ${what} \`${name}\`: expected one of ${Object.keys(all).join(', ')}`)
}
