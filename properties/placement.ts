import { serviceOf } from '../src/labs/lenses.ts'
import { historyOf, type Call, type Trace, type Violated } from '../src/trace/index.ts'
import { check, until } from './linearizable.ts'

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
  /** What it would have returned there. */
  readonly expected: Result
}

/** The placement that `linearizable` has in mind when it says what the call should have returned; null if there is none. */
export function placementOf(trace: Trace, violated: Violated): Placement | null {
  const fatal = violated.entries.at(-1) ?? trace.entries.length - 1
  const history = historyOf(trace)
  const unplaceable = history.findIndex(({ outcome }) => outcome.kind === 'returned' && outcome.at === fatal)
  const call = history[unplaceable]
  if (call === undefined) return null
  const service = serviceOf(trace)
  const others = check(service, until(history, fatal - 1))
  if (others.kind !== 'linearizable') return null
  const key = service.keyOf(call.command)
  const order =
    others.linearizations.find((operations) =>
      operations.some(({ input }) => service.keyOf(input) === key),
    ) ?? []
  const indexes = order.map((operation) => history.findIndex(({ calledAt }) => calledAt === operation.call))
  const place = indexes.indexOf(unplaceable)
  const before = place < 0 ? indexes.length : place
  let state = service.initial
  for (const { input } of order.slice(0, before)) state = service.execute(state, input).state
  return {
    placed: indexes.filter((index) => index !== unplaceable),
    unplaceable,
    before,
    expected: service.execute(state, call.command).result,
  }
}
