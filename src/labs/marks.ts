import { contentOf } from '../port/index.ts'
import { historyOf, type Call, type Trace } from '../trace/index.ts'
import { msOf, serviceOf } from './lenses.ts'

/**
 * What the run of a lab with clients that send Requests exercised, whatever its servers are to each other: `write
 * acknowledged`, `read answered`, `concurrent calls`, `answer in calm`, `retry` (a request was delivered twice), `crash`.
 */
export function commonMarksOf(trace: Trace): Set<string> {
  const marks = new Set<string>()
  markCalls(marks, trace)
  const received = new Set<string>()
  for (const { cause } of trace.entries) {
    if (cause.kind === 'crash') marks.add('crash')
    if (cause.kind !== 'deliver' || cause.message.kind !== 'Request' || marks.has('retry')) continue
    const content = contentOf(cause.message)
    if (received.has(content)) marks.add('retry')
    received.add(content)
  }
  return marks
}

function markCalls(marks: Set<string>, trace: Trace): void {
  const service = serviceOf(trace)
  let busyUntil = -1
  for (const call of historyOf(trace)) {
    if (call.calledAt < busyUntil) marks.add('concurrent calls')
    busyUntil = Math.max(busyUntil, endOf(call))
    if (call.outcome.kind === 'pending') continue
    marks.add(service.isWrite(call.command) ? 'write acknowledged' : 'read answered')
    if (trace.calm !== null && msOf(trace, call.outcome.at) >= trace.calm.fromMs) marks.add('answer in calm')
  }
}

function endOf({ outcome }: Call): number {
  return outcome.kind === 'returned' ? outcome.at : Number.POSITIVE_INFINITY
}
