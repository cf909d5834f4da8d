import { historyOf, type Trace } from '../../trace/index.ts'
import { crashesOf, isWrite } from '../lenses.ts'
import { commonMarksOf } from '../marks.ts'

/** What a run of the single-server lab exercised. */
export function marksOf(trace: Trace): ReadonlySet<string> {
  const marks = commonMarksOf(trace)
  const crashedAt = Math.min(...crashesOf(trace).values())
  for (const { command, outcome } of historyOf(trace)) {
    if (outcome.kind === 'returned' && isWrite(trace, command) && crashedAt < trace.entries.length)
      marks.add('acknowledged write lost')
  }
  return marks
}

/** What the marks teach. */
export const lessons: Readonly<Record<string, string>> = {
  'acknowledged write lost':
    'The only server died, and every write that it had acknowledged died with it: nobody else has the state, and ' +
    'calls that come later are never answered. That is no mistake of the solution. No solution can do better with ' +
    'one server, and this is why we replicate (slides 4–5): see the lab state-machine-replication.',
}
