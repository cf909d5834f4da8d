import { explain, explanationLines, unpainted, type Budget, type History, type Model } from '#checker'

declare module 'vitest' {
  // One declaration of an interface must have the type parameters of the others.
  interface Matchers<T> {
    /**
     * Is there an order of the operations of this history, recorded by `createRecorder` or read from a file,
     * that the model allows? The explanation is the message when there is none. Undecided within the budget
     * fails, with `not`, too. Needs `expect.extend(matchers)`.
     */
    toBeLinearizable: <State, Input, Output>(
      model: Model<State, Input, Output>,
      // In this way a history of something else than the model describes is an error of the compiler.
      ...budget: [T] extends [History<Input, Output>]
        ? [budget?: Partial<Budget>]
        : [budget: Partial<Budget> & { readonly expected: 'a history of what the model describes' }]
    ) => void
  }
}

/** For `expect.extend(matchers)`, in a test file or in one of vitest's `setupFiles`. */
export const matchers = { toBeLinearizable }

/** Some seconds at most; histories that need more are rare. */
const stepsMaxUsually = 10_000_000
const columns = 100

type Matched = { readonly pass: boolean; readonly message: () => string }

function toBeLinearizable<State, Input, Output>(
  this: { readonly isNot: boolean },
  received: unknown,
  model: Model<State, Input, Output>,
  budget: Partial<Budget> = {},
): Matched {
  if (!isHistory<Input, Output>(received)) {
    throw new TypeError(
      `expected a history, an array of operations with a kind, got ${typeof received}: ` +
        'use history() of a recorder, or what a reader of splitbrain/checker returns',
    )
  }
  const { stepsMax = stepsMaxUsually } = budget
  const explained = explain(model, received, { stepsMax })
  switch (explained.kind) {
    case 'linearizable':
      return told(true, `expected ${counted(received.length)} not to be linearizable, but there is an order`)
    case 'illegal': {
      const lines = explanationLines(explained, { columns, paint: unpainted })
      return told(false, `expected ${counted(received.length)} to be linearizable\n\n${lines.join('\n')}`)
    }
    case 'undecided':
      // Neither a pass nor a failure: `not` turns the answer round, so the answer is what `not` says.
      return told(
        this.isNot,
        `expected a verdict on ${counted(received.length)}, but it is undecided: ${explained.why}`,
      )
    default:
      return explained satisfies never
  }
}

function told(pass: boolean, message: string): Matched {
  return { pass, message: () => message }
}

function counted(operations: number): string {
  return `a history of ${operations} operation${operations === 1 ? '' : 's'}`
}

/** What an operation holds, the checker asks itself. */
function isHistory<Input, Output>(received: unknown): received is History<Input, Output> {
  return (
    Array.isArray(received) &&
    received.every((one: unknown) => typeof one === 'object' && one !== null && 'kind' in one)
  )
}
