import {
  casRegisterModel,
  illegal,
  keyValueModel,
  legal,
  queueModel,
  registerModel,
  stackModel,
  type CounterInput,
  type CounterOutput,
  type Model,
} from '#checker'

/** As in a request of the protocol. `user-counter` is a counter that somebody wrote without knowing the engine. */
export const modelNames = ['register', 'cas-register', 'key-value', 'user-counter', 'queue', 'stack'] as const

export type ModelName = (typeof modelNames)[number]

/** Runs `use` with the model of that name. */
export function withModel<Result>(
  name: ModelName,
  use: <State, Input, Output>(model: Model<State, Input, Output>) => Result,
): Result {
  switch (name) {
    case 'register':
      return use(registerModel(null))
    case 'cas-register':
      return use(casRegisterModel)
    case 'key-value':
      return use(keyValueModel)
    case 'user-counter':
      return use(userCounter)
    case 'queue':
      return use(queueModel)
    case 'stack':
      return use(stackModel)
    default:
      return name satisfies never
  }
}

/** Nothing but what `Model` demands: what the engine gains on it, it gains on any model. */
const userCounter: Model<number, CounterInput, CounterOutput> = {
  init: () => 0,
  step: (count, input, outcome) => {
    if (input.kind === 'add') return legal(count + input.amount)
    if (outcome.kind === 'unknown') return legal(count)
    return outcome.value.kind === 'value' && outcome.value.value === count ? legal(count) : illegal
  },
  key: (count) => count,
  describeOperation: (input, outcome) =>
    `${JSON.stringify(input)} → ${outcome.kind === 'returned' ? JSON.stringify(outcome.value) : '?'}`,
  describeState: String,
}
