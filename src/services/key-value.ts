import type { Command, Result } from '../port/index.ts'
import { unknownCommand, type Service } from './service.ts'

/**
 * `get` returns the value, or null where there is none, `put` 'ok', `append` the new value. `cas` (compare and set)
 * writes `to` where the value is `from` (null: where there is none) and says whether it was. `delete` returns 'ok', or
 * null where there was nothing to delete.
 * Source: CS 452 Primary/Backup, slide 2.
 */
export type KeyValueCommand =
  | { readonly op: 'get'; readonly key: string }
  | { readonly op: 'put'; readonly key: string; readonly value: string }
  | { readonly op: 'append'; readonly key: string; readonly value: string }
  | { readonly op: 'cas'; readonly key: string; readonly from: string | null; readonly to: string }
  | { readonly op: 'delete'; readonly key: string }

type State = { readonly [key: string]: string }

export const keyValue: Service = {
  name: 'key-value',
  initial: {},
  execute(state, command) {
    return execute(state as State, parse(command))
  },
  isWrite: (command) => command.op !== 'get',
  keyOf: (command) => parse(command).key,
  // An append shows in every later value: this is what finds most. A `cas` says little, a `delete` forgets.
  draw(tag, choose) {
    const key = choose(4) === 0 ? 'y' : 'x'
    const kind = choose(10)
    if (kind < 4) return command({ op: 'append', key, value: tag })
    if (kind < 6) return command({ op: 'put', key, value: tag })
    switch (choose(8)) {
      case 0:
        return command({ op: 'cas', key, from: choose(2) === 0 ? null : 'a', to: tag })
      case 1:
        return command({ op: 'delete', key })
      default:
        return command({ op: 'get', key })
    }
  },
}

function command(keyValueCommand: KeyValueCommand): Command {
  return keyValueCommand
}

function execute(state: State, command: KeyValueCommand): { state: State; result: Result } {
  const { key } = command
  const old = Object.hasOwn(state, key) ? (state[key] ?? null) : null
  switch (command.op) {
    case 'get':
      return { state, result: old }
    case 'put':
      return { state: { ...state, [key]: command.value }, result: 'ok' }
    case 'append': {
      const value = (old ?? '') + command.value
      return { state: { ...state, [key]: value }, result: value }
    }
    case 'cas':
      return old === command.from
        ? { state: { ...state, [key]: command.to }, result: 'swapped' }
        : { state, result: 'unequal' }
    case 'delete': {
      const { [key]: _deleted, ...others } = state
      return old === null ? { state, result: null } : { state: others, result: 'ok' }
    }
    default:
      return command satisfies never
  }
}

type Unparsed = { readonly [field in 'op' | 'key' | 'value' | 'from' | 'to']?: unknown }

function parse(command: Command): KeyValueCommand {
  const { op, key, value, from, to } = command as Unparsed
  if (typeof key === 'string') {
    if (op === 'get' || op === 'delete') return { op, key }
    if ((op === 'put' || op === 'append') && typeof value === 'string') return { op, key, value }
    if (op === 'cas' && (from === null || typeof from === 'string') && typeof to === 'string')
      return { op, key, from, to }
  }
  throw unknownCommand("a key/value command such as { op: 'get', key: 'x' }", command)
}
