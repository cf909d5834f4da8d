import type { Choices } from './choices.ts'
import type { AnyHistory } from './histories.ts'
import type { AnySubject } from './subject.ts'

/** A history with one to three changes. It may still be linearizable. */
export function mutate(subject: AnySubject, choices: Choices, history: AnyHistory): AnyHistory {
  let changed = history
  for (let changes = choices.pick([1, 2, 3, 4]); changes > 0; changes--) {
    changed = choices.pick(mutations)(subject, choices, changed)
  }
  return changed
}

type Mutation = (subject: AnySubject, choices: Choices, history: AnyHistory) => AnyHistory

const mutations: readonly [Mutation, ...Mutation[]] = [
  otherAnswer,
  otherAnswer,
  exchangedAnswers,
  exchangedAnswers,
  movedInterval,
  movedInterval,
  narrowedInterval,
  exchangedIntervals,
  removed,
  repeated,
  forgottenAnswer,
]

function otherAnswer(subject: AnySubject, choices: Choices, history: AnyHistory): AnyHistory {
  return withOne(choices, history, (operation) =>
    operation.kind === 'returned'
      ? { ...operation, output: subject.answer(choices, operation.input) }
      : operation,
  )
}

/** Mostly of operations of one kind; now and then an answer that makes no sense. */
function exchangedAnswers(_: AnySubject, choices: Choices, history: AnyHistory): AnyHistory {
  const [first, second] = two(choices, history)
  if (first?.kind !== 'returned' || second?.kind !== 'returned') return history
  if (kindOf(first.output) !== kindOf(second.output) && !choices.chance(20)) return history
  return history.map((operation) => {
    if (operation === first) return { ...first, output: second.output }
    return operation === second ? { ...second, output: first.output } : operation
  })
}

function kindOf(output: unknown): unknown {
  return typeof output === 'object' && output !== null && 'kind' in output ? output.kind : undefined
}

function movedInterval(_: AnySubject, choices: Choices, history: AnyHistory): AnyHistory {
  const by = (1 + choices.below(choices.pick([2, 10, 50]))) * choices.pick([1, -1])
  return withOne(choices, history, (operation) =>
    operation.kind === 'pending'
      ? { ...operation, call: operation.call + by }
      : { ...operation, call: operation.call + by, return: operation.return + by },
  )
}

function narrowedInterval(_: AnySubject, choices: Choices, history: AnyHistory): AnyHistory {
  return withOne(choices, history, (operation) => {
    if (operation.kind === 'pending') return operation
    const at = operation.call + choices.below(operation.return - operation.call + 1)
    return choices.chance(50) ? { ...operation, call: at } : { ...operation, return: at }
  })
}

function exchangedIntervals(_: AnySubject, choices: Choices, history: AnyHistory): AnyHistory {
  const [first, second] = two(choices, history)
  if (first === undefined || second === undefined) return history
  if (first.kind === 'pending' || second.kind === 'pending') return history
  const [firstTimes, secondTimes] = [first, second].map(({ call, return: end }) => ({ call, return: end }))
  return history.map((operation) => {
    if (operation === first) return { ...first, ...secondTimes }
    return operation === second ? { ...second, ...firstTimes } : operation
  })
}

function removed(_: AnySubject, choices: Choices, history: AnyHistory): AnyHistory {
  const victim = choices.below(history.length)
  return history.filter((_operation, index) => index !== victim)
}

/** Somebody else does the same and is told the same, at the same time. */
function repeated(_: AnySubject, choices: Choices, history: AnyHistory): AnyHistory {
  const [again] = two(choices, history)
  return again === undefined ? history : [...history, { ...again, client: 'again' }]
}

function forgottenAnswer(_: AnySubject, choices: Choices, history: AnyHistory): AnyHistory {
  return withOne(choices, history, ({ client, input, call }) => ({ kind: 'pending', client, input, call }))
}

function withOne(
  choices: Choices,
  history: AnyHistory,
  change: (operation: AnyHistory[number]) => AnyHistory[number],
): AnyHistory {
  const victim = choices.below(history.length)
  return history.map((operation, index) => (index === victim ? change(operation) : operation))
}

function two(
  choices: Choices,
  history: AnyHistory,
): readonly [AnyHistory[number] | undefined, AnyHistory[number] | undefined] {
  return [history[choices.below(history.length)], history[choices.below(history.length)]]
}
