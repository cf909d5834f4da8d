import type { Trace } from './trace.ts'

type Entries = Pick<Trace, 'entries'>

/**
 * What is derived from a trace, once for all who ask in a row: several judgements look at one trace after the other. It
 * remembers the last trace only. A trace does not change, but a run that goes on adds entries to it.
 */
export function derived<T extends Entries, R>(derive: (trace: T) => R): (trace: T) => R {
  let last: { readonly trace: T; readonly count: number; readonly result: R } | null = null
  return (trace) => {
    const count = trace.entries.length
    if (last !== null && last.trace === trace && last.count === count) return last.result
    const result = derive(trace)
    last = { trace, count, result }
    return result
  }
}
