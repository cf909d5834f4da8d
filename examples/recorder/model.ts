import { illegal, legal, type Model } from 'splitbrain/checker'

/** A counter whose increments answer with the number they made. */
export const ticketModel: Model<number, 'next' | 'peek', number> = {
  init: () => 0,
  step: (count, input, outcome) => {
    const after = input === 'next' ? count + 1 : count
    return outcome.kind === 'returned' && outcome.value !== after ? illegal : legal(after)
  },
  key: (count) => count,
  isReadOnly: (input) => input === 'peek',
  describeOperation: (input, outcome) => `${input} → ${outcome.kind === 'returned' ? outcome.value : '?'}`,
  describeState: (count) => `${count} taken`,
}
