import { writeSync } from 'node:fs'
import { labs } from '../../labs/index.ts'
import { services } from '../../services/index.ts'
// From where they are, not from the index: a child needs no compiler.
import { createSubjects } from '../solution/subjects.ts'
import { word } from '../solution/watch.ts'
import { jobKindOf } from './jobs/registry.ts'
import type { ChildEvent, ChildRequest } from './protocol.ts'

/** Does the job, in this process. Runs the solution: only a process of its own can be killed when it hangs. */
export function serve(request: ChildRequest, meter: Int32Array, report: (event: ChildEvent) => void): void {
  const { program, job, print } = request
  const lab = named(labs, request.lab, 'lab')
  const service = named(services, request.service, 'service')
  const subjects = createSubjects(lab, service, program, meter, print ? printLine : null)
  if (subjects.kind === 'unusable') {
    report(subjects)
    return
  }
  jobKindOf(job.kind).run(job, {
    subjects,
    report,
    onProgress: (progress) => report({ kind: 'progress', progress }),
    onSchedule: (number) => {
      meter[word.schedule] = number
    },
  })
}

function named<T>(all: Readonly<Record<string, T>>, name: string, what: string): T {
  const one = Object.hasOwn(all, name) ? all[name] : undefined
  if (one !== undefined) return one
  throw new Error(`unknown ${what} \`${name}\`: expected one of ${Object.keys(all).join(', ')}`)
}

function printLine(line: string): void {
  writeSync(process.stderr.fd, `[solution] ${line}\n`)
}
