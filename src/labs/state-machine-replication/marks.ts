import { historyOf, type Trace } from '../../trace/index.ts'
import { lineagesOf } from '../lineage.ts'
import { commonMarksOf } from '../marks.ts'

/** What a run of the state-machine-replication lab exercised. */
export function marksOf(trace: Trace): ReadonlySet<string> {
  const marks = commonMarksOf(trace)
  const { servers } = trace.setup
  const lineages = lineagesOf(trace)
  const [first = [], ...others] = servers.map(
    (server) => new Set(lineages.after(server, trace.entries.length).map(({ content }) => content)),
  )
  if ([...first].some((content) => others.every((other) => other.has(content))))
    marks.add('write at every server')
  const isOpen = historyOf(trace).some(({ outcome }) => outcome.kind === 'pending')
  if (marks.has('crash') && trace.calm !== null && isOpen) marks.add('stopped by a dead server')
  return marks
}

/** What the marks teach. */
export const lessons: Readonly<Record<string, string>> = {
  'stopped by a dead server':
    'A server died. What had been acknowledged is safe, since the others have it; but nothing new is answered: every ' +
    'write needs every server, and nobody can tell a dead server from a slow one. That is no mistake of the solution. ' +
    'Somebody must decide who serves, and this is what a view service is for (slides 8–17): see the lab primary-backup.',
}
