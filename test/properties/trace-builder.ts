import type { Command, Message, Result } from '../../src/port/index.ts'
import {
  traceFormat,
  type Calm,
  type Cause,
  type Effect,
  type Entry,
  type Setup,
  type Trace,
} from '../../src/trace/index.ts'

/** An entry, or several in a row. */
export type Part = Entry | readonly Part[]

function flat(parts: readonly Part[]): readonly Entry[] {
  return parts.flatMap((part) => ('cause' in part ? [part] : flat(part)))
}

/** Traces by hand: `trace(deliver('s1', 'vs', ping(0), sent('vs', 's1', view(1, 's1', null))), …)`. */
export function trace(...parts: readonly Part[]): Trace {
  return {
    format: traceFormat,
    setup: primaryBackup(['s1', 's2', 's3'], ['c1', 'c2']),
    entries: flat(parts),
    calm: null,
    cutShort: null,
  }
}

export function primaryBackup(servers: readonly string[], clients: readonly string[]): Setup {
  return { lab: 'primary-backup', service: 'key-value', servers, clients }
}

export function entry(cause: Cause, effects: readonly Effect[], atMs: number | null = null): Entry {
  return { cause, atMs, effects }
}

/** The same at a time. */
export function at(atMs: number, ...parts: readonly Part[]): readonly Entry[] {
  return flat(parts).map(({ cause, effects }) => entry(cause, effects, atMs))
}

export function invoke(client: string, command: Command, ...effects: readonly Effect[]): Entry {
  return entry({ kind: 'invoke', client, command }, effects)
}

export function deliver(from: string, to: string, message: Message, ...effects: readonly Effect[]): Entry {
  return entry({ kind: 'deliver', from, to, message }, effects)
}

export function timer(node: string, name: string, ...effects: readonly Effect[]): Entry {
  return entry({ kind: 'timer', node, name }, effects)
}

export function crash(node: string): Entry {
  return entry({ kind: 'crash', node }, [])
}

export function join(node: string, ...effects: readonly Effect[]): Entry {
  return entry({ kind: 'join', node }, effects)
}

export function sent(from: string, to: string, message: Message): Effect {
  return { kind: 'sent', from, to, message }
}

export function finished(client: string, result: Result): Effect {
  return { kind: 'finished', client, result }
}

export function timerSet(node: string, name: string, afterMs: number): Effect {
  return { kind: 'timer-set', node, name, afterMs }
}

export function executed(node: string, command: Command, times: number, result: Result = 'ok'): Effect {
  return { kind: 'executed', node, command, result, write: command.op !== 'get', times }
}

export const getView: Message = { kind: 'GetView' }

export function ping(viewNumber: number): Message {
  return { kind: 'Ping', viewNumber } as Message
}

export function view(number: number, primary: string | null, backup: string | null): Message {
  return { kind: 'ViewReply', view: { number, primary, backup } } as Message
}

export function request(
  client: string,
  sequence: number,
  viewNumber: number,
  command: Command = get('x'),
): Message {
  return { kind: 'Request', id: { client, sequence }, viewNumber, command } as Message
}

export function reply(client: string, sequence: number, viewNumber: number, result: Result = null): Message {
  return { kind: 'Reply', id: { client, sequence }, viewNumber, result } as Message
}

export function refusal(client: string, sequence: number, viewNumber: number): Message {
  return { kind: 'Refusal', id: { client, sequence }, viewNumber } as Message
}

export function get(key: string): Command {
  return { op: 'get', key } as Command
}

export function put(key: string, value: string): Command {
  return { op: 'put', key, value } as Command
}

export function append(key: string, value: string): Command {
  return { op: 'append', key, value } as Command
}

/** The view server moves to a view upon a ping, and tells its primary. */
export function announce(
  number: number,
  primary: string,
  backup: string | null,
  upon: Entry = deliver(primary, 'vs', ping(number - 1)),
): Entry {
  return { ...upon, effects: [...upon.effects, sent('vs', primary, view(number, primary, backup))] }
}

export function ack(number: number, primary: string): Entry {
  return deliver(primary, 'vs', ping(number))
}

/** View 1 (s1, no backup), then view 2 (s1, s2), both acknowledged. */
export const twoViews: readonly Entry[] = [
  announce(1, 's1', null),
  ack(1, 's1'),
  announce(2, 's1', 's2', deliver('s2', 'vs', ping(0))),
  ack(2, 's1'),
]

/** After `twoViews`: s1 is taken for dead, s2 takes over alone, and acknowledges. */
export const failover: readonly Entry[] = [
  deliver('s2', 'vs', ping(2)),
  timer('vs', 'check'),
  announce(3, 's2', null, timer('vs', 'check')),
  ack(3, 's2'),
]

/** Pings of servers, delivered `everyMs` from one time to another. */
export function pinging(
  servers: readonly { readonly server: string; readonly number: number }[],
  { fromMs, untilMs, everyMs = 25 }: { fromMs: number; untilMs: number; everyMs?: number },
): readonly Entry[] {
  const entries: Entry[] = []
  for (let ms = fromMs; ms <= untilMs; ms += everyMs) {
    for (const { server, number } of servers) {
      entries.push(
        entry({ kind: 'timer', node: server, name: 'ping' }, [sent(server, 'vs', ping(number))], ms),
      )
      entries.push(entry({ kind: 'deliver', from: server, to: 'vs', message: ping(number) }, [], ms + 1))
    }
  }
  return entries.toSorted((a, b) => (a.atMs ?? 0) - (b.atMs ?? 0))
}

export function calm(fromMs: number, endMs: number, rest: Partial<Calm> = {}): Calm {
  return { fromMs, endMs, severed: [], unissued: 0, ...rest }
}
