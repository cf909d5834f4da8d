import { historyOf, type Call, type Trace, type Violated } from '../src/trace/index.ts'
import { check, placed, until } from './linearizable.ts'
import { specificationOf } from './specification.ts'

type Result = (Call['outcome'] & { readonly kind: 'returned' })['result']

/**
 * An order that explains every call but the one whose return was too much. Calls are indexes of `historyOf(trace)`;
 * only those are in it that touch the same part of the state.
 */
export interface Placement {
  readonly placed: readonly number[]
  readonly unplaceable: number
  /** The unplaceable call would take effect before the placed one of this index: the number of all if after them. */
  readonly before: number
  /** What it would have returned there: one of the outcomes, where machines decided on several. */
  readonly expected: Result
}

/** The placement that `linearizable` has in mind when it says what the call should have returned; null if there is none. */
export function placementOf(trace: Trace, violated: Violated): Placement | null {
  const fatal = violated.entries.at(-1) ?? trace.entries.length - 1
  const history = historyOf(trace)
  const unplaceable = history.findIndex(({ outcome }) => outcome.kind === 'returned' && outcome.at === fatal)
  const call = history[unplaceable]
  if (call === undefined) return null
  const specification = specificationOf(trace)
  const others = check(specification, until(history, fatal - 1))
  if (others.kind !== 'linearizable') return null
  const { order, before } = placed(specification, others.linearizations, call)
  const [expected] = specification.resultsAfter(before, call)
  if (expected === undefined) return null
  return {
    placed: order.map((operation) => history.findIndex(({ calledAt }) => calledAt === operation.call)),
    unplaceable,
    before: before.length,
    expected,
  }
}
