import {
  bankModel,
  lockModel,
  type Balances,
  type BankInput,
  type BankOutput,
  type LockInput,
  type LockOutput,
} from '#checker'
import type { Choices } from '../choices.ts'
import { subject, way } from '../subject.ts'

const done = { kind: 'done' } as const
const refused = { kind: 'refused' } as const

/** Owners by lock; a lock that nobody holds is not there. */
export const lock = subject<string | null, Readonly<Record<string, string>>, LockInput, LockOutput>({
  name: 'lock',
  model: lockModel,
  first: {},
  ways: (owners, { kind, lock: name, owner }) => {
    const { [name]: held, ...others } = owners
    if (kind === 'acquire')
      return held === undefined ? way(done, { ...others, [name]: owner }) : way(refused, owners)
    return held === owner ? way(done, others) : way(refused, owners)
  },
  input: (choices) => ({
    kind: choices.kind(['acquire', 'release']),
    lock: choices.key(),
    owner: choices.pick(['ann', 'bob', 'cid']),
  }),
  answer: (choices) => (choices.chance(70) ? done : refused),
})

const accounts = ['a', 'b', 'c'] as const
const first: Balances = { a: 2, b: 1, c: 0 }

/** Balances in the order of `accounts`. */
export const bank = subject<Balances, readonly number[], BankInput, BankOutput>({
  name: 'bank',
  model: bankModel(first),
  first: [2, 1, 0],
  ways: (amounts, input) => {
    if (input.kind === 'balances') return way({ kind: 'balances', balances: named(amounts) }, amounts)
    const after = [...amounts]
    for (const [account, change] of [
      [input.from, -input.amount],
      [input.to, input.amount],
    ] as const) {
      const index = accounts.findIndex((name) => name === account)
      after[index] = (after[index] ?? 0) + change
      if (change < 0 && (after[index] ?? 0) < 0) return way(refused, amounts)
    }
    return way(done, after)
  },
  input: (choices) => {
    const kind = choices.kind(['balances', 'transfer'])
    if (kind === 'balances') return { kind }
    return { kind, from: choices.pick(accounts), to: choices.pick(accounts), amount: choices.below(4) }
  },
  answer: (choices, { kind }) => {
    if (kind === 'transfer') return choices.chance(70) ? done : refused
    return { kind: 'balances', balances: named(moved(choices)) }
  },
})

function named(amounts: readonly number[]): Balances {
  return Object.fromEntries(accounts.map((account, index) => [account, amounts[index] ?? 0]))
}

/** The first balances with some money moved, mostly without a loss. */
function moved(choices: Choices): readonly number[] {
  const amounts = [2, 1, 0]
  for (let moves = choices.below(3); moves > 0; moves--) {
    const [from, to] = [choices.below(3), choices.below(3)]
    amounts[from] = (amounts[from] ?? 0) - 1
    amounts[to] = (amounts[to] ?? 0) + (choices.chance(95) ? 1 : 2)
  }
  return amounts
}
