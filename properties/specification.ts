import {
  deterministic,
  illegal,
  legal,
  partitionBy,
  type Model,
  type NondeterministicModel,
  type Operation,
} from '#checker'
import { serviceOf } from '../src/labs/lenses.ts'
import { contentOf, type Command, type Result } from '../src/port/index.ts'
import { isUndecided, services, type Service } from '../src/services/index.ts'
import type { Call, Trace } from '../src/trace/index.ts'
import { nameOfResult } from './naming.ts'

/**
 * A command as a client invoked it, and what it may have been executed as: itself, or, where the input does not
 * determine the outcome, with each outcome that some machine decided while the call was open. It may have been decided
 * by one that then lost its role, and again by another: any of them may have happened, or, while the call has not
 * returned, none.
 */
interface Asked {
  readonly command: Command
  readonly decisions: readonly Command[]
}

export type CallOperation = Operation<Asked, Result>

/** What one machine alone would do, derived from the service of a run and from what was decided in it. */
export interface Specification {
  readonly service: Service
  readonly model: Model<unknown, Asked, Result>
  readonly operationOf: (call: Call) => CallOperation
  /**
   * Whether the calls have taken effect in the order of their returns: most histories have, and it takes no search to
   * see. False says nothing.
   */
  readonly isInOrderOfReturns: (history: readonly Call[]) => boolean
  /** What the call may return after these others, each once; none where nobody has decided it. */
  readonly resultsAfter: (order: readonly CallOperation[], call: Call) => readonly Result[]
}

export function specificationOf(trace: Trace): Specification {
  const service = serviceOf(trace)
  const askedOf = askedIn(trace, service)
  return {
    service,
    model: modelOf(service),
    operationOf: (call) => operationOf(call, askedOf(call)),
    isInOrderOfReturns: (history) => isInOrderOfReturns(service, history),
    resultsAfter: (order, call) => resultsAfter(service, order, askedOf(call)),
  }
}

// --- what was decided

function askedIn(trace: Trace, service: Service): (call: Call) => Asked {
  const { answers } = services[trace.setup.service] ?? service
  if (answers !== undefined) return askedOfGuest(trace, service, answers)
  if (service.decide === undefined) return ({ command }) => ({ command, decisions: [command] })
  const made = decisionsOf(trace)
  return ({ command, calledAt, outcome }) => {
    if (!isUndecided(service, command)) return { command, decisions: [command] }
    const end = outcome.kind === 'returned' ? outcome.at : Infinity
    const ofThis = made.get(contentOf(command)) ?? []
    const decisions = ofThis.filter(({ at }) => calledAt <= at && at <= end).map(({ decision }) => decision)
    return { command, decisions: distinct(decisions) }
  }
}

/** A guest decides out of sight. What it has answered, even if nobody was told, it has decided. */
function askedOfGuest(
  trace: Trace,
  service: Service,
  answers: NonNullable<Service['answers']>,
): (call: Call) => Asked {
  const results = new Map<string, Result[]>()
  for (const { effects } of trace.entries) {
    for (const effect of effects) {
      if (effect.kind !== 'executed') continue
      for (const { client, number, result } of answers(effect.result)) {
        const call = `${client} ${number}`
        results.set(call, [...(results.get(call) ?? []), result])
      }
    }
  }
  return ({ client, number, command }) => {
    if (!isUndecided(service, command)) return { command, decisions: [command] }
    const decisions = (results.get(`${client} ${number}`) ?? []).map(
      (result) => service.decidedBy?.(command, result) ?? command,
    )
    return { command, decisions: distinct(decisions) }
  }
}

interface Decision {
  readonly at: number
  readonly decision: Command
}

/** By the content of the command as it was invoked. */
function decisionsOf(trace: Trace): ReadonlyMap<string, readonly Decision[]> {
  const made = new Map<string, Decision[]>()
  for (const [at, { effects }] of trace.entries.entries()) {
    for (const effect of effects) {
      if (effect.kind !== 'decided') continue
      const content = contentOf(effect.command)
      made.set(content, [...(made.get(content) ?? []), { at, decision: effect.decision }])
    }
  }
  return made
}

// --- what follows

function isInOrderOfReturns({ initial, execute, decide }: Service, history: readonly Call[]): boolean {
  // Outcomes that are decided have an order of their own.
  if (decide !== undefined) return false
  const returned = history.flatMap(({ command, outcome }) =>
    outcome.kind === 'returned' ? [{ command, at: outcome.at, result: outcome.result }] : [],
  )
  returned.sort((a, b) => a.at - b.at)
  let state = initial
  for (const { command, result } of returned) {
    const next = execute(state, command)
    if (!isSame(next.result, result)) return false
    state = next.state
  }
  return true
}

function resultsAfter(
  service: Service,
  order: readonly CallOperation[],
  { decisions }: Asked,
): readonly Result[] {
  let states: readonly unknown[] = [service.initial]
  for (const operation of order) {
    const outcome = outcomeOf(operation)
    states = states.flatMap((state) => statesAfter(service, state, operation.input, outcome))
  }
  return distinct(
    states.flatMap((state) => decisions.map((decision) => service.execute(state, decision).result)),
  )
}

type Outcome = Parameters<Model<unknown, Asked, Result>['step']>[2]

function outcomeOf(operation: CallOperation): Outcome {
  return operation.kind === 'returned' ? { kind: 'returned', value: operation.output } : { kind: 'unknown' }
}

function statesAfter(
  { execute }: Service,
  state: unknown,
  { decisions }: Asked,
  outcome: Outcome,
): readonly unknown[] {
  return decisions.flatMap((decision) => {
    const next = execute(state, decision)
    return outcome.kind === 'unknown' || isSame(next.result, outcome.value) ? [next.state] : []
  })
}

function isSame(expected: Result, returned: Result): boolean {
  if (Object.is(expected, returned)) return true
  return typeof expected === 'object' && contentOf(expected) === contentOf(returned)
}

function distinct<T>(values: readonly T[]): readonly T[] {
  return values.length < 2 ? values : [...new Map(values.map((value) => [contentOf(value), value])).values()]
}

/**
 * Entries are the time: each invokes at most one call, so that no two calls are invoked and returned in the
 * same.
 */
function operationOf({ client, calledAt, outcome }: Call, input: Asked): CallOperation {
  return outcome.kind === 'pending'
    ? { kind: 'pending', client, input, call: calledAt }
    : { kind: 'returned', client, input, output: outcome.result, call: calledAt, return: outcome.at }
}

// --- the model

const models = new WeakMap<Service, Model<unknown, Asked, Result>>()

function modelOf(service: Service): Model<unknown, Asked, Result> {
  const known = models.get(service)
  if (known !== undefined) return known
  // A set of states is a state like any other to those who only hand it on.
  const model =
    service.decide === undefined
      ? createModel(service)
      : (deterministic(createNondeterministicModel(service)) as Model<unknown, Asked, Result>)
  models.set(service, model)
  return model
}

function createModel(service: Service): Model<unknown, Asked, Result> {
  const { execute, initial } = service
  return {
    ...shared(service),
    init: () => initial,
    step(state, { command }, outcome) {
      const next = execute(state, command)
      return outcome.kind === 'unknown' || isSame(next.result, outcome.value) ? legal(next.state) : illegal
    },
  }
}

/** Which of several outcomes a call had that has not returned, later calls tell. */
function createNondeterministicModel(service: Service): NondeterministicModel<unknown, Asked, Result> {
  return {
    ...shared(service),
    init: () => [service.initial],
    step: (state, asked, outcome) => statesAfter(service, state, asked, outcome),
  }
}

function shared({ keyOf }: Service) {
  return {
    key: keyOfState,
    partition: partitionBy<Asked, Result>(({ command }) => keyOf(command)),
    describeOperation: ({ command }: Asked, outcome: Outcome) =>
      `${command.op} → ${outcome.kind === 'unknown' ? '?' : nameOfResult(outcome.value)}`,
    describeState: contentOf,
  }
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
