import { illegal, legal, type Model, type Outcome, type Partition, type StateKey } from './model.ts'

/**
 * A sequential specification in which one step may lead to several states (a random number, a lossy set). The
 * fields are those of `Model`, except that there may be several first states and that `step` lists all states
 * it may lead to: none when the operation is illegal.
 *
 * Source: Porcupine, model.go, `NondeterministicModel`.
 */
export type NondeterministicModel<State, Input, Output> = {
  readonly init: () => readonly State[]
  readonly step: (state: State, input: Input, outcome: Outcome<Output>) => readonly State[]
  readonly key: (state: State) => StateKey
  readonly partition?: Partition<Input, Output>
  readonly describeOperation: (input: Input, outcome: Outcome<Output>) => string
  readonly describeState: (state: State) => string
}

/**
 * The deterministic model whose state is the set of states that the other may be in (power set construction).
 */
export function deterministic<State, Input, Output>(
  model: NondeterministicModel<State, Input, Output>,
): Model<readonly State[], Input, Output> {
  const { partition, describeOperation } = model
  return {
    init: () => distinct(model.init(), model.key),
    step: (states, input, outcome) => {
      const next = distinct(
        states.flatMap((state) => model.step(state, input, outcome)),
        model.key,
      )
      return next.length === 0 ? illegal : legal(next)
    },
    key: (states) => JSON.stringify(states.map((state) => model.key(state)).toSorted(byText)),
    describeOperation,
    describeState: (states) => `{${states.map((state) => model.describeState(state)).join(', ')}}`,
    ...(partition === undefined ? {} : { partition }),
  }
}

function distinct<State>(states: readonly State[], key: (state: State) => StateKey): readonly State[] {
  return [...new Map(states.map((state) => [key(state), state])).values()]
}

/** By JSON text, so that 1 and "1" have an order. */
function byText(left: StateKey, right: StateKey): number {
  const [leftText, rightText] = [JSON.stringify(left), JSON.stringify(right)]
  return leftText < rightText ? -1 : Number(leftText > rightText)
}
