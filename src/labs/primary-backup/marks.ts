import type { Trace } from '../../trace/index.ts'

/** What a run exercised. */
export function marksOf(_trace: Trace): ReadonlySet<string> {
  return new Set()
}
