import type { Violated } from '../../trace/index.ts'
import type { Breach } from './rules.ts'

/** A handler that did what no handler may do. */
export function offenceBreach({ entries }: Violated): Breach {
  return {
    rule: 'state-machine',
    sentence:
      'a handler works on its node and `out` only, so that the same messages always lead to the same state',
    advice: 'see the message above: it says what was expected, and where in the solution',
    at: entries.at(-1) ?? 0,
  }
}
