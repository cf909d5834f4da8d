import type { Entry } from './trace.ts'

/**
 * The judgement on runs without a clock as an automaton: it reads the entries of a run one by one and knows of the past
 * no more than its state. A search through many runs at once keeps that state beside the nodes'.
 *
 * It says of every run what the judgement says: `test/properties/monitors.test.ts` holds the two together.
 */
export interface Monitor<State = unknown, Seen = unknown> {
  /** Before the first entry. Plain data, as are all states; never null. */
  readonly initial: State
  /** What of an entry matters, null for nothing. Plain data that depends on the entry alone; the less, the better. */
  observe(entry: Entry): Seen | null
  /** The state after it, or null where the promise is broken. */
  next(state: State, seen: Seen): State | null
}
