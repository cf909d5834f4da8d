import { illegal, legal, linearize, outcomeOf, partitionBy } from 'splitbrain/checker'
import type { History, Model } from 'splitbrain/checker'

type Input = { readonly kind: 'reserve' | 'left'; readonly flight: string }
type Output = boolean | number

/** Flights with two seats each. */
const seats: Model<number, Input, Output> = {
  init: () => 2,
  step: (left, { kind }, outcome) => {
    const answer = kind === 'left' ? left : left > 0
    if (outcome.kind === 'returned' && outcome.value !== answer) return illegal
    return legal(kind === 'reserve' && left > 0 ? left - 1 : left)
  },
  key: (left) => left,
  partition: partitionBy(({ flight }) => flight),
  isReadOnly: ({ kind }) => kind === 'left',
  describeOperation: ({ kind, flight }, outcome) =>
    `${kind} ${flight} → ${outcome.kind === 'returned' ? outcome.value : '?'}`,
  describeState: (left) => `${left} left`,
}

const history: History<Input, Output> = [
  { kind: 'pending', client: 'ann', input: { kind: 'reserve', flight: 'LH1' }, call: 1 },
  {
    kind: 'returned',
    client: 'bob',
    input: { kind: 'left', flight: 'LH1' },
    output: 2,
    call: 2,
    return: 4,
  },
  {
    kind: 'returned',
    client: 'cid',
    input: { kind: 'reserve', flight: 'LH1' },
    output: true,
    call: 3,
    return: 6,
  },
  {
    kind: 'returned',
    client: 'bob',
    input: { kind: 'left', flight: 'LH1' },
    output: 0,
    call: 7,
    return: 8,
  },
  { kind: 'failed', client: 'bob', input: { kind: 'reserve', flight: 'LH1' }, call: 9, return: 10 },
]

const verdict = linearize(seats, history, { stepsMax: 1_000_000 })
if (verdict.kind === 'linearizable') {
  for (const order of verdict.linearizations) {
    for (const operation of order) {
      console.log(`${operation.client}: ${seats.describeOperation(operation.input, outcomeOf(operation))}`)
    }
  }
}
