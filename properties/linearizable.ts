import { checkOperations, illegal, legal, partitionBy, type Model, type Operation } from '#checker'
import { serviceOf } from '../src/labs/lenses.ts'
import {
  historyOf,
  type Call,
  type Judgement,
  type Trace,
  type Verdict,
  type Violated,
} from '../src/trace/index.ts'
import { contentOf } from '../src/port/index.ts'
import { nameOfCall, nameOfResult } from './naming.ts'

type Service = ReturnType<typeof serviceOf>
type Command = Call['command']
type Result = ReturnType<Service['execute']>['result']
type CallOperation = Operation<Command, Result>

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
  }
}

function judge(trace: Trace): Verdict {
  const history = historyOf(trace)
  // Calls that have not returned explain nothing and need no explanation.
  if (history.every(({ outcome }) => outcome.kind === 'pending')) return { kind: 'holds' }
  const service = serviceOf(trace)
  const verdict = check(service, history)
  switch (verdict.kind) {
    case 'linearizable':
      return { kind: 'holds' }
    case 'undecided':
      return { kind: 'undecided', why: verdict.why, stepsSpent: verdict.stepsSpent }
    case 'illegal':
      return violated(service, history)
    default:
      return verdict satisfies never
  }
}

/** Exported for `placement.ts`, which shows the order that the others have. */
export function check(service: Service, history: readonly Call[]) {
  return checkOperations(modelOf(service), history.map(operationOf), { stepsMax })
}

/**
 * Names the return that is too much: without it, the calls until then have an order, and with it they have
 * none.
 */
function violated(service: Service, history: readonly Call[]): Violated {
  const returns = history.flatMap(({ outcome }) => (outcome.kind === 'returned' ? [outcome.at] : []))
  returns.sort((a, b) => a - b)
  let legal = -1
  let illegal = returns.length - 1
  while (illegal - legal > 1) {
    const middle = (legal + illegal) >> 1
    if (check(service, until(history, returns[middle] ?? 0)).kind === 'illegal') illegal = middle
    else legal = middle
  }
  const fatal = returns[illegal] ?? 0
  const calls = until(history, fatal)
  const entries = calls.filter((call) => isRelated(service, call, calls, fatal)).flatMap(entriesOf)
  return {
    kind: 'violated',
    because: explain(service, calls, fatal),
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

function isRelated({ keyOf }: Service, { command }: Call, calls: readonly Call[], fatal: number): boolean {
  return calls.some((call) => returnsAt(call, fatal) && keyOf(call.command) === keyOf(command))
}

function returnsAt({ outcome }: Call, at: number): boolean {
  return outcome.kind === 'returned' && outcome.at === at
}

/** What the fatal call returned, and what it returns in an order that explains all the others. */
function explain(service: Service, calls: readonly Call[], fatal: number): string {
  const call = calls.find((each) => returnsAt(each, fatal))
  if (call?.outcome.kind !== 'returned') return 'no order of the calls explains what they returned'
  const others = check(service, until(calls, fatal - 1))
  const orders = others.kind === 'linearizable' ? others.linearizations : []
  const key = service.keyOf(call.command)
  const order =
    orders.find((operations) => operations.some(({ input }) => service.keyOf(input) === key)) ?? []
  const place = order.findIndex(
    (operation) => operation.client === call.client && operation.call === call.calledAt,
  )
  let state = service.initial
  for (const { input } of place < 0 ? order : order.slice(0, place))
    state = service.execute(state, input).state
  return (
    `${nameOfCall(call)}, returned ${nameOfResult(call.outcome.result)}, which no order of the calls explains; ` +
    `in one that explains all the others it returns ${nameOfResult(service.execute(state, call.command).result)}`
  )
}

function entriesOf({ calledAt, outcome }: Call): readonly number[] {
  return outcome.kind === 'returned' ? [calledAt, outcome.at] : [calledAt]
}

/**
 * Entries are the time: each invokes at most one call, so that no two calls are invoked and returned in the
 * same.
 */
function operationOf({ client, command, calledAt, outcome }: Call): CallOperation {
  return outcome.kind === 'pending'
    ? { kind: 'pending', client, input: command, call: calledAt }
    : { kind: 'returned', client, input: command, output: outcome.result, call: calledAt, return: outcome.at }
}

const models = new WeakMap<Service, Model<unknown, Command, Result>>()

function modelOf(service: Service): Model<unknown, Command, Result> {
  const known = models.get(service)
  if (known !== undefined) return known
  const model = createModel(service)
  models.set(service, model)
  return model
}

function createModel({ initial, execute, keyOf }: Service): Model<unknown, Command, Result> {
  return {
    init: () => initial,
    step(state, command, outcome) {
      const next = execute(state, command)
      return outcome.kind === 'unknown' || isSame(next.result, outcome.value) ? legal(next.state) : illegal
    },
    key: keyOfState,
    partition: partitionBy(keyOf),
    describeOperation: (command, outcome) =>
      `${command.op} → ${outcome.kind === 'unknown' ? '?' : nameOfResult(outcome.value)}`,
    describeState: contentOf,
  }
}

function isSame(expected: Result, returned: Result): boolean {
  if (Object.is(expected, returned)) return true
  return typeof expected === 'object' && contentOf(expected) === contentOf(returned)
}

/** States are never changed in place, and the search comes back to the same ones. */
const keys = new WeakMap<object, string>()

function keyOfState(state: unknown): string {
  if (typeof state !== 'object' || state === null) return contentOf(state)
  const known = keys.get(state)
  if (known !== undefined) return known
  const key = contentOf(state)
  keys.set(state, key)
  return key
}
