import type { Command, Result } from '../port/index.ts'
import { unknownCommand, type Chance, type Service } from './service.ts'

/**
 * A key/value store in which a machine decides what is written. `putTime` writes the time, `putRandom` a number below
 * `below`; both return what they wrote. `put` returns 'ok', `get` the value, or null where there is none. With
 * `decided` in it the outcome is known. Source: CS 452 Primary/Backup, slides 9, 44.
 */
export type NonDeterministicCommand =
  | { readonly op: 'get'; readonly key: string }
  | { readonly op: 'put'; readonly key: string; readonly value: string }
  | { readonly op: 'putTime'; readonly key: string; readonly decided?: number }
  | { readonly op: 'putRandom'; readonly key: string; readonly below: number; readonly decided?: number }

type State = { readonly [key: string]: string | number }

export const nonDeterministic: Service = {
  name: 'non-deterministic',
  initial: {},
  execute(state, command) {
    return execute(state as State, parse(command))
  },
  isWrite: ({ op }) => op !== 'get',
  keyOf: (command) => parse(command).key,
  decide: (_state, command, chance) => decide(command, chance),
  undecided,
  draw(tag, choose) {
    const key = choose(4) === 0 ? 'y' : 'x'
    const kind = choose(10)
    if (kind < 3) return command({ op: 'putTime', key })
    if (kind < 5) return command({ op: 'putRandom', key, below: 10_000 })
    return command(kind < 6 ? { op: 'put', key, value: tag } : { op: 'get', key })
  },
}

function command(nonDeterministicCommand: NonDeterministicCommand): Command {
  return nonDeterministicCommand
}

function decide(invoked: Command, chance: Chance): Command {
  const parsed = parse(invoked)
  if ('decided' in parsed) return invoked
  if (parsed.op === 'putTime') return command({ ...parsed, decided: chance.time() })
  if (parsed.op === 'putRandom') return command({ ...parsed, decided: chance.random(parsed.below) })
  return invoked
}

function undecided(decided: Command): Command {
  const parsed = parse(decided)
  if (!('decided' in parsed)) return decided
  const { decided: _outcome, ...invoked } = parsed
  return command(invoked)
}

function execute(state: State, command: NonDeterministicCommand): { state: State; result: Result } {
  const { key } = command
  switch (command.op) {
    case 'get':
      return { state, result: Object.hasOwn(state, key) ? (state[key] ?? null) : null }
    case 'put':
      return { state: { ...state, [key]: command.value }, result: 'ok' }
    case 'putTime':
    case 'putRandom': {
      const { decided } = command
      if (decided === undefined) throw unknownCommand('a command that is decided', command)
      return { state: { ...state, [key]: decided }, result: decided }
    }
    default:
      return command satisfies never
  }
}

type Unparsed = { readonly [field in 'op' | 'key' | 'value' | 'below' | 'decided']?: unknown }

function parse(command: Command): NonDeterministicCommand {
  const { op, key, value, below, decided } = command as Unparsed
  const outcome = typeof decided === 'number' ? { decided } : {}
  if (typeof key === 'string') {
    if (op === 'get') return { op, key }
    if (op === 'put' && typeof value === 'string') return { op, key, value }
    if (op === 'putTime') return { op, key, ...outcome }
    if (op === 'putRandom' && isBound(below)) return { op, key, below, ...outcome }
  }
  throw unknownCommand("a command such as { op: 'putTime', key: 'x' }", command)
}

function isBound(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0
}
