import type { Command, Result } from '../port/index.ts'
import { unknownCommand, type Service } from './service.ts'

/**
 * `transfer` returns 'ok', or 'short' where `from` does not hold that much: then nothing moves. `balance` returns what
 * one account holds, `balances` what each does; together they hold the same for ever.
 * Source: CS 452 Primary/Backup, slides 3–5.
 */
export type BankCommand =
  | { readonly op: 'transfer'; readonly from: Account; readonly to: Account; readonly amount: number }
  | { readonly op: 'balance'; readonly account: Account }
  | { readonly op: 'balances' }

const accounts = ['ann', 'bob', 'eve'] as const

type Account = (typeof accounts)[number]

type State = Readonly<Record<Account, number>>

const amountMax = 60

export const bank: Service = {
  name: 'bank',
  initial: { ann: 100, bob: 100, eve: 100 },
  execute(state, command) {
    return execute(state as State, parse(command))
  },
  isWrite: ({ op }) => op === 'transfer',
  // A transfer touches two accounts, and so the whole bank is one part.
  keyOf: () => 'bank',
  draw(_tag, choose) {
    const kind = choose(10)
    if (kind < 5) return transfer(choose)
    return kind < 8 ? command({ op: 'balances' }) : command({ op: 'balance', account: chosen(choose(3)) })
  },
}

/** Between two different accounts, of an amount that hardly comes twice. */
function transfer(choose: (n: number) => number): Command {
  const from = choose(accounts.length)
  const to = from + 1 + choose(accounts.length - 1)
  return command({ op: 'transfer', from: chosen(from), to: chosen(to), amount: 1 + choose(amountMax) })
}

function chosen(i: number): Account {
  return accounts[i % accounts.length] ?? accounts[0]
}

function command(bankCommand: BankCommand): Command {
  return bankCommand
}

function execute(state: State, command: BankCommand): { state: State; result: Result } {
  switch (command.op) {
    case 'transfer': {
      const { from, to, amount } = command
      if (state[from] < amount) return { state, result: 'short' }
      return { state: { ...state, [from]: state[from] - amount, [to]: state[to] + amount }, result: 'ok' }
    }
    case 'balance':
      return { state, result: state[command.account] }
    case 'balances':
      return { state, result: state }
    default:
      return command satisfies never
  }
}

type Unparsed = { readonly [field in 'op' | 'from' | 'to' | 'amount' | 'account']?: unknown }

function parse(command: Command): BankCommand {
  const { op, from, to, amount, account } = command as Unparsed
  if (op === 'balances') return { op }
  if (op === 'balance' && isAccount(account)) return { op, account }
  if (op === 'transfer' && isAccount(from) && isAccount(to) && from !== to && isAmount(amount))
    return { op, from, to, amount }
  throw unknownCommand(
    `a command of the bank such as { op: 'transfer', from: 'ann', to: 'bob', amount: 5 } (accounts: ${accounts.join(', ')})`,
    command,
  )
}

function isAccount(value: unknown): value is Account {
  return accounts.some((account) => account === value)
}

function isAmount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0
}
