import type { Command, Result } from '../port/index.ts'
import { UnknownCommand, type Service } from './service.ts'

/**
 * `put` returns 'ok', `append` the new value, `get` the value, or null where the key was never written.
 * Source: CS 452 Primary/Backup, slide 2.
 */
export type KeyValueCommand =
  | { readonly op: 'get'; readonly key: string }
  | { readonly op: 'put'; readonly key: string; readonly value: string }
  | { readonly op: 'append'; readonly key: string; readonly value: string }

type State = { readonly [key: string]: string }

export const keyValue: Service = {
  name: 'key-value',
  initial: {},
  execute(state, command) {
    return execute(state as State, parse(command))
  },
  isWrite: (command) => command.op !== 'get',
  keyOf: (command) => parse(command).key,
  draw(tag, choose) {
    const key = choose(4) === 0 ? 'y' : 'x'
    const kind = choose(10)
    if (kind < 4) return command({ op: 'append', key, value: tag })
    if (kind < 6) return command({ op: 'put', key, value: tag })
    return command({ op: 'get', key })
  },
}

function command(keyValueCommand: KeyValueCommand): Command {
  return keyValueCommand
}

function execute(state: State, command: KeyValueCommand): { state: State; result: Result } {
  const old = Object.hasOwn(state, command.key) ? state[command.key] : undefined
  switch (command.op) {
    case 'get':
      return { state, result: old ?? null }
    case 'put':
      return { state: { ...state, [command.key]: command.value }, result: 'ok' }
    case 'append': {
      const value = (old ?? '') + command.value
      return { state: { ...state, [command.key]: value }, result: value }
    }
    default:
      return command satisfies never
  }
}

function parse(command: Command): KeyValueCommand {
  const { op, key, value } = command as { op: unknown; key?: unknown; value?: unknown }
  if (typeof key === 'string') {
    if (op === 'get') return { op, key }
    if ((op === 'put' || op === 'append') && typeof value === 'string') return { op, key, value }
  }
  throw new UnknownCommand(
    `expected a key/value command such as { op: 'get', key: 'x' }, found ${JSON.stringify(command)}; pass execute() the command of a Request as it came`,
  )
}
