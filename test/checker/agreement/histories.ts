import type { FailedOperation, Operation } from '#checker'
import type { Choices } from './choices.ts'
import { mutate } from './mutations.ts'
import type { AnySubject, Way } from './subject.ts'

export type AnyOperation = Operation<unknown, unknown>
export type AnyHistory = readonly (AnyOperation | FailedOperation<unknown>)[]

/**
 * - `simulated`: what a real object did, so linearizable;
 * - `faulty`: what it did while it broke its promises once or twice: an answer from an earlier state, a write
 *   acknowledged and lost, or done twice, or done outside of its interval;
 * - `mutated`: a simulated history that was changed afterwards;
 * - `arbitrary`: any operations at any times with any answers.
 */
export const sorts = ['simulated', 'faulty', 'mutated', 'arbitrary'] as const
export type Sort = (typeof sorts)[number]

/** How a history is drawn. Times are whole numbers, so small spans make many of them equal. */
type Shape = {
  readonly operations: number
  readonly clients: number
  readonly latencyMax: number
  readonly pauseMax: number
  readonly pendingPercent: number
  /** The port tries every set of those that never returned. */
  readonly pendingMax: number
  readonly failedPercent: number
}

export function drawHistory(subject: AnySubject, choices: Choices, sort: Sort): AnyHistory {
  const shape = drawShape(choices, sort)
  const history =
    sort === 'arbitrary' ? arbitrary(subject, choices, shape) : simulated(subject, choices, shape, sort)
  return arranged(sort === 'mutated' ? mutate(subject, choices, history) : history, choices)
}

function drawShape(choices: Choices, sort: Sort): Shape {
  // Where much is concurrent, nearly everything is linearizable, whatever went wrong.
  const isCalm = sort === 'faulty' || (sort === 'mutated' && choices.chance(50))
  // More operations at once than a word has bits.
  const isWide = choices.below(1_000) === 0
  const operations = isCalm
    ? choices.pick([5, 6, 7, 8, 9, 10, 10, 12, 12, 14, 14, 30])
    : choices.pick([3, 4, 5, 6, 7, 8, 10, 14])
  return {
    operations: isWide ? 35 + choices.below(40) : operations,
    clients: isWide ? 40 : choices.pick([2, 2, 3, 3, 4, 5, 6, 8, 12]),
    latencyMax: isCalm ? choices.pick([1, 2, 3, 6]) : choices.pick([1, 2, 3, 10, 30]),
    pauseMax: isCalm ? choices.pick([6, 20, 60]) : choices.pick([0, 1, 3, 10, 30, 100]),
    pendingPercent: isCalm ? choices.pick([0, 0, 10, 30]) : choices.pick([0, 0, 10, 10, 30, 60]),
    pendingMax: choices.pick([1, 2, 3, 4, 5]),
    failedPercent: choices.pick([0, 0, 0, 15]),
  }
}

type Attempt = {
  readonly client: string
  readonly input: unknown
  readonly fate: 'returned' | 'carried out' | 'lost' | 'failed'
  readonly call: number
  readonly return: number
  /** When it takes effect. */
  readonly point: number
}

function drawAttempts(subject: AnySubject, choices: Choices, shape: Shape): readonly Attempt[] {
  const freeAt = Array.from({ length: shape.clients }, () => choices.below(shape.latencyMax + 1))
  let pending = 0
  return Array.from({ length: shape.operations }, () => {
    const client = choices.below(shape.clients)
    const call = (freeAt[client] ?? 0) + choices.below(shape.pauseMax + 1)
    const point = call + choices.below(shape.latencyMax + 1)
    const end = point + choices.below(shape.latencyMax + 1)
    const attempt = { client: `c${client}`, input: subject.input(choices), call, point, return: end }
    // A client whose call never returns goes on at once, as another process of the same name would.
    const isPending = choices.chance(shape.pendingPercent) && pending < shape.pendingMax
    if (isPending) pending += 1
    freeAt[client] = isPending ? call : end + choices.pick([0, 1, 1])
    if (!isPending) return { ...attempt, fate: choices.chance(shape.failedPercent) ? 'failed' : 'returned' }
    if (choices.chance(40)) return { ...attempt, fate: 'lost' }
    return { ...attempt, fate: 'carried out', point: call + choices.below(4 * shape.latencyMax) }
  })
}

function simulated(subject: AnySubject, choices: Choices, shape: Shape, sort: Sort): AnyHistory {
  const attempts = drawAttempts(subject, choices, shape)
  const faults = sort === 'faulty' ? drawFaults(choices, attempts.length) : new Map<number, Fault>()
  const points = attempts.map((attempt, index) => movedPoint(attempt, faults.get(index), choices, shape))
  const inOrder = [...attempts.keys()].toSorted((a, b) => (points[a] ?? 0) - (points[b] ?? 0))
  const past = [subject.first]
  const outputs: unknown[] = []
  for (const index of inOrder) {
    const attempt = attempts[index]
    const now = past.at(-1)
    if (attempt === undefined || attempt.fate === 'lost' || attempt.fate === 'failed') continue
    const fault = faults.get(index)
    const seen = fault === 'stale' ? past[choices.below(past.length)] : now
    const way = anyWay(subject, choices, seen, attempt.input)
    if (way === undefined) continue
    outputs[index] = way.output
    const after = fault === 'stale' ? anyWay(subject, choices, now, attempt.input)?.after : way.after
    if (fault === 'forgotten' || after === undefined) continue
    past.push(after)
    if (fault === 'twice') past.push(anyWay(subject, choices, after, attempt.input)?.after ?? after)
  }
  return attempts.map((attempt, index) => toOperation(attempt, outputs[index]))
}

type Fault = 'stale' | 'forgotten' | 'twice' | 'early' | 'late'

function drawFaults(choices: Choices, operations: number): ReadonlyMap<number, Fault> {
  const count = choices.pick([1, 2, 4])
  return new Map(
    Array.from({ length: count }, () => [
      choices.below(operations),
      choices.pick<Fault>(['stale', 'stale', 'forgotten', 'twice', 'early', 'late']),
    ]),
  )
}

function movedPoint(attempt: Attempt, fault: Fault | undefined, choices: Choices, shape: Shape): number {
  const by = 1 + choices.below(2 * shape.latencyMax)
  if (fault === 'early') return attempt.call - by
  return fault === 'late' ? attempt.return + by : attempt.point
}

/** `undefined` where the object makes its caller wait. */
function anyWay(
  subject: AnySubject,
  choices: Choices,
  reality: unknown,
  input: unknown,
): Way<unknown, unknown> | undefined {
  const ways = subject.ways(reality, input)
  return ways[choices.below(ways.length)]
}

/** What returned without an output waits for ever. */
function toOperation(attempt: Attempt, output: unknown): AnyHistory[number] {
  const { client, input, call, fate } = attempt
  if (fate === 'failed') return { kind: 'failed', client, input, call, return: attempt.return }
  if (fate !== 'returned' || output === undefined) return { kind: 'pending', client, input, call }
  return { kind: 'returned', client, input, output, call, return: attempt.return }
}

function arbitrary(subject: AnySubject, choices: Choices, shape: Shape): AnyHistory {
  // Few: nearly no long history of this sort is linearizable.
  const attempts = drawAttempts(subject, choices, { ...shape, operations: 2 + choices.below(5) })
  return attempts.map((attempt) => toOperation(attempt, subject.answer(choices, attempt.input)))
}

/** In any order of the list, and with other numbers for the same order of times. */
function arranged(history: AnyHistory, choices: Choices): AnyHistory {
  const scale = choices.pick([1, 1, 1, 0.25, 1000])
  const offset = choices.pick([0, 0, 0, -20, 1_700_000_000_000_000])
  const timed =
    scale === 1 && offset === 0 ? [...history] : history.map((operation) => retimed(operation, scale, offset))
  const order = choices.below(3)
  if (order === 0) return timed
  if (order === 1) return timed.toSorted((a, b) => a.call - b.call)
  for (let index = timed.length - 1; index > 0; index--) {
    const other = choices.below(index + 1)
    const [here, there] = [timed[index], timed[other]]
    if (here !== undefined && there !== undefined) [timed[index], timed[other]] = [there, here]
  }
  return timed
}

function retimed(operation: AnyHistory[number], scale: number, offset: number): AnyHistory[number] {
  const call = operation.call * scale + offset
  return operation.kind === 'pending'
    ? { ...operation, call }
    : { ...operation, call, return: operation.return * scale + offset }
}
