import { checkOperations } from '#checker'
import {
  historyOf,
  traceFormat,
  type Call,
  type Judgement,
  type Setup,
  type Trace,
  type Verdict,
  type Violated,
} from '../src/trace/index.ts'
import { historyMonitor } from './moments.ts'
import { nameOfCall, nameOfResult } from './naming.ts'
import { specificationOf, type CallOperation, type Specification } from './specification.ts'

/** Far more than a run of some dozen calls needs; a search that takes more is given up as undecided. */
const stepsMax = 1_000_000

export function linearizable(needs: readonly string[]): Judgement {
  return {
    name: 'linearizable',
    claim:
      'clients see one state machine: every call takes effect at one moment between its invocation and its return',
    source: 'CS 452 Primary/Backup, slides 6–7; Herlihy & Wing 1990',
    on: 'every schedule',
    needs,
    judge,
    monitor: (setup) => historyMonitor((history) => isLegal(setup, history)),
  }
}

function judge(trace: Trace): Verdict {
  const history = historyOf(trace)
  // Calls that have not returned explain nothing and need no explanation.
  if (history.every(({ outcome }) => outcome.kind === 'pending')) return { kind: 'holds' }
  const specification = specificationOf(trace)
  if (specification.isInOrderOfReturns(history)) return { kind: 'holds' }
  const verdict = check(specification, history)
  switch (verdict.kind) {
    case 'linearizable':
      return { kind: 'holds' }
    case 'undecided':
      return { kind: 'undecided', why: verdict.why, stepsSpent: verdict.stepsSpent }
    case 'illegal':
      return violated(specification, history)
    default:
      return verdict satisfies never
  }
}

/** Of a service that decides nothing: there is no more to a run than its calls. */
function isLegal(setup: Setup, history: readonly Call[]): boolean {
  const nothing: Trace = { format: traceFormat, setup, entries: [], calm: null, cutShort: null }
  const verdict = check(specificationOf(nothing), history)
  if (verdict.kind === 'undecided') throw new Error(`a history of ${history.length} calls: ${verdict.why}`)
  return verdict.kind === 'linearizable'
}

/** Exported for `placement.ts`, which shows the order that the others have. */
export function check({ model, operationOf }: Specification, history: readonly Call[]) {
  return checkOperations(model, history.map(operationOf), { stepsMax })
}

/**
 * Names the return that is too much: without it, the calls until then have an order, and with it they have
 * none.
 */
function violated(specification: Specification, history: readonly Call[]): Violated {
  const returns = history.flatMap(({ outcome }) => (outcome.kind === 'returned' ? [outcome.at] : []))
  returns.sort((a, b) => a - b)
  let legal = -1
  let illegal = returns.length - 1
  while (illegal - legal > 1) {
    const middle = (legal + illegal) >> 1
    if (check(specification, until(history, returns[middle] ?? 0)).kind === 'illegal') illegal = middle
    else legal = middle
  }
  const fatal = returns[illegal] ?? 0
  const calls = until(history, fatal)
  const entries = calls.filter((call) => isRelated(specification, call, calls, fatal)).flatMap(entriesOf)
  return {
    kind: 'violated',
    because: explain(specification, calls, fatal),
    signature: 'not-linearizable',
    entries: entries.toSorted((a, b) => a - b),
  }
}

/** The history as it was after an entry: what returned later was pending. */
export function until(history: readonly Call[], at: number): readonly Call[] {
  return history.filter(({ calledAt }) => calledAt <= at).map((call) => asOf(call, at))
}

function asOf(call: Call, at: number): Call {
  const isPending = call.outcome.kind === 'returned' && call.outcome.at > at
  return isPending ? { ...call, outcome: { kind: 'pending' } } : call
}

function isRelated(
  { service: { keyOf } }: Specification,
  { command }: Call,
  calls: readonly Call[],
  fatal: number,
): boolean {
  return calls.some((call) => returnsAt(call, fatal) && keyOf(call.command) === keyOf(command))
}

function returnsAt({ outcome }: Call, at: number): boolean {
  return outcome.kind === 'returned' && outcome.at === at
}

/** What the fatal call returned, and what it returns in an order that explains all the others. */
function explain(specification: Specification, calls: readonly Call[], fatal: number): string {
  const call = calls.find((each) => returnsAt(each, fatal))
  if (call?.outcome.kind !== 'returned') return 'no order of the calls explains what they returned'
  const others = check(specification, until(calls, fatal - 1))
  const orders = others.kind === 'linearizable' ? others.linearizations : []
  const { before } = placed(specification, orders, call)
  const expected = specification.resultsAfter(before, call)
  return (
    `${nameOfCall(call)}, returned ${nameOfResult(call.outcome.result)}, which no order of the calls explains; ` +
    (expected.length === 0
      ? 'no machine had decided it'
      : `in one that explains all the others it returns ${expected.map(nameOfResult).join(' or ')}`)
  )
}

/** The order of the calls on the same part of the state, without the call itself, and those before it. */
export function placed(
  { service: { keyOf } }: Specification,
  orders: readonly (readonly CallOperation[])[],
  { client, command, calledAt }: Call,
): { readonly order: readonly CallOperation[]; readonly before: readonly CallOperation[] } {
  const key = keyOf(command)
  const order = orders.find((each) => each.some(({ input }) => keyOf(input.command) === key)) ?? []
  const place = order.findIndex((operation) => operation.client === client && operation.call === calledAt)
  return {
    order: order.filter((_operation, i) => i !== place),
    before: place < 0 ? order : order.slice(0, place),
  }
}

function entriesOf({ calledAt, outcome }: Call): readonly number[] {
  return outcome.kind === 'returned' ? [calledAt, outcome.at] : [calledAt]
}
