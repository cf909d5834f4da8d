import { encodePlain } from '../../port/index.ts'
import { services } from '../../services/index.ts'
import { historyOf, type Trace } from '../../trace/index.ts'

/** What a run of the single-server lab exercised. */
export function marksOf(trace: Trace): ReadonlySet<string> {
  const marks = new Set<string>()
  const service = services[trace.setup.service]
  for (const call of historyOf(trace)) {
    if (call.outcome.kind === 'pending' || service === undefined) continue
    marks.add(service.isWrite(call.command) ? 'write acknowledged' : 'read answered')
    const atMs = trace.entries[call.outcome.at]?.atMs ?? null
    if (trace.calm !== null && atMs !== null && atMs >= trace.calm.fromMs) marks.add('answer in calm')
  }
  const received = new Set<string>()
  for (const { cause } of trace.entries) {
    if (cause.kind === 'crash') marks.add('crash')
    if (cause.kind !== 'deliver' || cause.message.kind !== 'Request') continue
    const content = encodePlain(cause.message)
    if (received.has(content)) marks.add('retry')
    received.add(content)
  }
  return marks
}
