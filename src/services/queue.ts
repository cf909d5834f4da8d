import type { Command, Result } from '../port/index.ts'
import { unknownCommand, type Service } from './service.ts'

/**
 * First in, first out. `enqueue` returns how many are in the queue then, and `length` how many are; `dequeue` takes the
 * first out, and returns null where there is none. Source: CS 452 Primary/Backup, slides 3–5.
 */
export type QueueCommand =
  { readonly op: 'enqueue'; readonly value: string } | { readonly op: 'dequeue' } | { readonly op: 'length' }

type State = readonly string[]

export const queue: Service = {
  name: 'queue',
  initial: [],
  execute(state, command) {
    return execute(state as State, parse(command))
  },
  // On an empty queue a `dequeue` changes nothing; in general it does.
  isWrite: ({ op }) => op !== 'length',
  keyOf: () => 'queue',
  draw(tag, choose) {
    const kind = choose(10)
    if (kind < 5) return command({ op: 'enqueue', value: tag })
    return kind < 8 ? command({ op: 'dequeue' }) : command({ op: 'length' })
  },
}

function command(queueCommand: QueueCommand): Command {
  return queueCommand
}

function execute(state: State, command: QueueCommand): { state: State; result: Result } {
  switch (command.op) {
    case 'enqueue':
      return { state: [...state, command.value], result: state.length + 1 }
    case 'dequeue':
      return { state: state.slice(1), result: state[0] ?? null }
    case 'length':
      return { state, result: state.length }
    default:
      return command satisfies never
  }
}

function parse(command: Command): QueueCommand {
  const { op, value } = command as { readonly op: unknown; readonly value?: unknown }
  if (op === 'dequeue' || op === 'length') return { op }
  if (op === 'enqueue' && typeof value === 'string') return { op, value }
  throw unknownCommand("a command of the queue such as { op: 'enqueue', value: 'a' }", command)
}
