import type { Command, Result } from '../port/index.ts'
import { unknownCommand, type Service } from './service.ts'

/** `read` returns the count, `add` the new count. Source: CS 452 Primary/Backup, slides 3–5. */
export type CounterCommand = { readonly op: 'read' } | { readonly op: 'add'; readonly by: number }

/** One count, from 0. */
export const counter: Service = {
  name: 'counter',
  initial: 0,
  execute(state, command) {
    return execute(state as number, parse(command))
  },
  isWrite: ({ op }) => op === 'add',
  keyOf: () => 'count',
  draw(_tag, choose) {
    // Numbers that hardly come twice: a sum then says what it is made of.
    return choose(10) < 6 ? command({ op: 'add', by: 1 + choose(byMax) }) : command({ op: 'read' })
  },
}

const byMax = 99

function command(counterCommand: CounterCommand): Command {
  return counterCommand
}

function execute(count: number, command: CounterCommand): { state: number; result: Result } {
  switch (command.op) {
    case 'read':
      return { state: count, result: count }
    case 'add':
      return { state: count + command.by, result: count + command.by }
    default:
      return command satisfies never
  }
}

function parse(command: Command): CounterCommand {
  const { op, by } = command as { readonly op: unknown; readonly by?: unknown }
  if (op === 'read') return { op }
  if (op === 'add' && typeof by === 'number' && Number.isSafeInteger(by)) return { op, by }
  throw unknownCommand("a command of the counter such as { op: 'add', by: 3 }", command)
}
