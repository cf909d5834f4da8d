import type { Model } from '../model.ts'
import { describeOperation, exactSum, legalIf, mayBe, show, UnfitOperation } from './answers.ts'
import { bankShape } from './shapes.ts'

/** By account. */
export type Balances = Readonly<Record<string, number>>

export type BankInput =
  | {
      readonly kind: 'transfer'
      readonly from: string
      readonly to: string
      /** A whole number, at least 0: a sum of fractions depends on their order. */
      readonly amount: number
    }
  | { readonly kind: 'balances' }

/** `refused`: `from` has less than the amount, and nothing was moved. */
export type BankOutput =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'balances'; readonly balances: Balances }

/**
 * Accounts with these balances at first, and transfers between them. The whole is one group: a transfer
 * touches two accounts, and `balances` sees all at once. A step throws when it meets an account that has no
 * balance here, or when one would leave ±(2^53 − 1).
 */
export function bankModel(balances: Balances): Model<Balances, BankInput, BankOutput> {
  return {
    init: () => balances,
    step: (state, input, outcome) => {
      if (input.kind === 'balances') {
        if (outcome.kind === 'unknown') return legalIf(true, state)
        return legalIf(outcome.value.kind === 'balances' && equal(outcome.value.balances, state), state)
      }
      const { from, to, amount } = input
      const isEnough = balanceOf(state, from) >= amount
      balanceOf(state, to)
      if (!isEnough) return legalIf(mayBe(outcome, 'refused'), state)
      return legalIf(mayBe(outcome, 'done'), added(added(state, from, -amount), to, amount))
    },
    // Spreading keeps the order of fields.
    key: show,
    isReadOnly: (input) => input.kind === 'balances',
    shape: bankShape,
    describeOperation,
    describeState: show,
  }
}

function added(state: Balances, account: string, amount: number): Balances {
  return { ...state, [account]: exactSum(balanceOf(state, account), amount) }
}

function balanceOf(state: Balances, account: string): number {
  const balance = Object.hasOwn(state, account) ? state[account] : undefined
  if (balance !== undefined) return balance
  const accounts = Object.keys(state).map(show).join(', ')
  throw new UnfitOperation(
    `expected an account of ${accounts || 'the bank, which has none'}, got ${show(account)}: ` +
      'say what each account has at first',
  )
}

function equal(left: Balances, right: Balances): boolean {
  const accounts = Object.keys(left)
  return (
    accounts.length === Object.keys(right).length &&
    accounts.every((account) => Object.hasOwn(right, account) && left[account] === right[account])
  )
}
