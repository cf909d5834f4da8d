import { queueAlgorithm } from '../algorithms/queue.ts'
import type { Model, Outcome, StateKey, Step } from '../model.ts'
import { describeOperation, legalIf, mayBe, mayBeValue, show } from './answers.ts'
import { queueShape } from './shapes.ts'

export type QueueInput = { readonly kind: 'enqueue'; readonly value: StateKey } | { readonly kind: 'dequeue' }

/** `done` answers an enqueue; a dequeue gets a value, or `empty`. */
export type QueueOutput =
  | { readonly kind: 'done' }
  | { readonly kind: 'value'; readonly value: StateKey }
  | { readonly kind: 'empty' }

/** A first-in, first-out queue that is empty at first and has no limit. The oldest value stands first. */
export const queueModel: Model<readonly StateKey[], QueueInput, QueueOutput> = {
  init: () => [],
  step,
  key: show,
  algorithms: [queueAlgorithm],
  shape: queueShape,
  describeOperation,
  describeState: show,
}

function step(
  queue: readonly StateKey[],
  input: QueueInput,
  outcome: Outcome<QueueOutput>,
): Step<readonly StateKey[]> {
  if (input.kind === 'enqueue') return legalIf(mayBe(outcome, 'done'), [...queue, input.value])
  const [oldest] = queue
  return oldest === undefined
    ? legalIf(mayBe(outcome, 'empty'), queue)
    : legalIf(mayBeValue(outcome, oldest), queue.slice(1))
}
