import { checkOperations, illegal, legal, partitionBy, type Model, type Operation } from '#checker'
import { serviceOf } from '../src/labs/primary-backup/lenses.ts'
import {
  historyOf,
  type Call,
  type Judgement,
  type Trace,
  type Verdict,
  type Violated,
} from '../src/trace/index.ts'
import { contentOf } from './content.ts'
import { counted, nameOfCall, nameOfResult } from './naming.ts'

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
  const callOf = new Map(history.map((call) => [operationOf(call), call]))
  const verdict = checkOperations(modelOf(service), [...callOf.keys()], { stepsMax })
  switch (verdict.kind) {
    case 'linearizable':
      return { kind: 'holds' }
    case 'undecided':
      return { kind: 'undecided', why: verdict.why, stepsSpent: verdict.stepsSpent }
    case 'illegal': {
      const callsOf = (operations: readonly CallOperation[]): readonly Call[] =>
        operations.flatMap((operation) => callOf.get(operation) ?? [])
      return violated(
        service,
        callsOf(verdict.longest),
        callsOf([verdict.unplaceable]),
        callsOf(verdict.group),
      )
    }
    default:
      return verdict satisfies never
  }
}

function violated(
  service: Service,
  placed: readonly Call[],
  unplaceable: readonly Call[],
  group: readonly Call[],
): Violated {
  return {
    kind: 'violated',
    because: unplaceable.map((call) => explain(service, placed, call)).join(),
    signature: 'not-linearizable',
    entries: [...group.flatMap(entriesOf).toSorted((a, b) => a - b), ...unplaceable.flatMap(entriesOf)],
  }
}

/** What the call returned, and what it should have returned after the calls that do have a place. */
function explain(service: Service, placed: readonly Call[], call: Call): string {
  const before = placed.reduce<unknown>(
    (state, { command }) => service.execute(state, command).state,
    service.initial,
  )
  const expected = service.execute(before, call.command).result
  const returned = call.outcome.kind === 'returned' ? nameOfResult(call.outcome.result) : 'nothing'
  return (
    `${nameOfCall(call)}, returned ${returned}, which no order of the calls explains: ` +
    `after the ${counted(placed.length, 'call')} that can be placed, one state machine returns ${nameOfResult(expected)}`
  )
}

function entriesOf({ calledAt, outcome }: Call): readonly number[] {
  return outcome.kind === 'returned' ? [calledAt, outcome.at] : [calledAt]
}

/** Entries are the time: each invokes at most one call, so that no two calls are invoked and returned in the same. */
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
