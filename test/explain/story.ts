import type { Address, Command, Message, Result } from '../../src/port/index.ts'
import { traceFormat, type Cause, type Effect, type Entry, type Trace } from '../../src/trace/index.ts'

/** A trace by hand: each step with what it causes. */
export function traceOf(
  entries: readonly Entry[],
  setup: { servers?: readonly Address[]; clients?: readonly Address[] } = {},
): Trace {
  const { servers = ['s1', 's2'], clients = ['c1'] } = setup
  return {
    format: traceFormat,
    setup: { lab: 'primary-backup', service: 'key-value', servers, clients },
    entries,
    calm: null,
    cutShort: null,
  }
}

export const put: Command = { op: 'put', key: 'x', value: 'a' } as Command
export const get: Command = { op: 'get', key: 'x' } as Command

const entry = (cause: Cause, effects: readonly Effect[]): Entry => ({ cause, atMs: null, effects })

export const invoke = (client: Address, command: Command, ...effects: Effect[]): Entry =>
  entry({ kind: 'invoke', client, command }, effects)

export const deliver = (from: Address, to: Address, message: Message, ...effects: Effect[]): Entry =>
  entry({ kind: 'deliver', from, to, message }, effects)

export const timer = (node: Address, name: string, ...effects: Effect[]): Entry =>
  entry({ kind: 'timer', node, name }, effects)

export const crash = (node: Address): Entry => entry({ kind: 'crash', node }, [])

export const join = (node: Address, ...effects: Effect[]): Entry => entry({ kind: 'join', node }, effects)

export const sent = (from: Address, to: Address, message: Message): Effect => ({
  kind: 'sent',
  from,
  to,
  message,
})

export const executed = (node: Address, command: Command, result: Result, times = 1): Effect => ({
  kind: 'executed',
  node,
  command,
  result,
  write: command.op !== 'get',
  times: command.op === 'get' ? 0 : times,
})

export const finished = (client: Address, result: Result): Effect => ({ kind: 'finished', client, result })

// --- messages of the contract

export const viewReply = (number: number, primary: Address | null, backup: Address | null) => ({
  kind: 'ViewReply',
  view: { number, primary, backup },
})

export const ping = (viewNumber: number) => ({ kind: 'Ping', viewNumber })

export const request = (client: Address, sequence: number, viewNumber: number, command: Command) => ({
  kind: 'Request',
  id: { client, sequence },
  viewNumber,
  command,
})

export const reply = (client: Address, sequence: number, viewNumber: number, result: Result) => ({
  kind: 'Reply',
  id: { client, sequence },
  viewNumber,
  result,
})
