import { illegal, legal, type Model, type QueueInput, type QueueOutput, type StateKey } from '#checker'
import { subject, way } from '../subject.ts'

type Values = readonly StateKey[]

/**
 * A queue, as a user might write it, that makes those wait who would dequeue when it is empty: a pending
 * dequeue is not legal everywhere, and cannot always come last.
 */
const waitingQueueModel: Model<string, QueueInput, QueueOutput> = {
  init: () => '',
  step: (queue, input, outcome) => {
    const answer = outcome.kind === 'unknown' ? undefined : outcome.value
    if (input.kind === 'enqueue') {
      const isDone = answer === undefined || answer.kind === 'done'
      return isDone ? legal(`${queue}${JSON.stringify(input.value)}\n`) : illegal
    }
    const end = queue.indexOf('\n')
    if (end === -1) return illegal
    const oldest = queue.slice(0, end)
    const isOldest =
      answer === undefined || (answer.kind === 'value' && JSON.stringify(answer.value) === oldest)
    return isOldest ? legal(queue.slice(end + 1)) : illegal
  },
  key: (queue) => queue,
  describeOperation: (input) => input.kind,
  describeState: (queue) => queue,
}

export const waitingQueue = subject<string, Values, QueueInput, QueueOutput>({
  name: 'waiting-queue',
  model: waitingQueueModel,
  first: [],
  ways: (waiting, input) => {
    if (input.kind === 'enqueue') return way({ kind: 'done' }, waiting.concat([input.value]))
    const [value] = waiting
    return value === undefined ? [] : way({ kind: 'value', value }, waiting.slice(1))
  },
  input: (choices) => {
    const kind = choices.kind(['dequeue', 'enqueue'])
    return kind === 'enqueue' ? { kind, value: choices.value() } : { kind }
  },
  answer: (choices, { kind }) =>
    kind === 'enqueue' ? { kind: 'done' } : { kind: 'value', value: choices.seen() },
})
