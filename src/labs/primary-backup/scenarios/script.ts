import type { Address } from '../../../port/index.ts'
import type { Fault, Moment, Occasion, Operation, Plan } from '../../../schedule/index.ts'
import { viewServer } from '../lenses.ts'

/**
 * The vocabulary of the scenarios, made of what the contract fixes. In each story s1 is the lecture's A, s2 is B
 * and s3 is C: a server joins after the one before it was given its role, so that nobody else can have it.
 */

// --- occasions

/** A view like this reaches the server. */
export function told(server: Address, view: { readonly [field: string]: unknown }): Occasion {
  return delivered('ViewReply', viewServer, server, { view })
}

/** The view server announces a view like this. */
export function announced(view: { readonly [field: string]: unknown }): Occasion {
  return once({ on: 'sent', kind: 'ViewReply', from: viewServer, to: null, with: { view } })
}

/** The view server hears from the primary that it is in the view. */
export function acknowledged(viewNumber: number, primary: Address): Occasion {
  return delivered('Ping', primary, viewServer, { viewNumber })
}

/** The client's next call returns. */
export function finished(client: Address): Occasion {
  return once({ on: 'finished', client })
}

export function requestArrives(client: Address, server: Address): Occasion {
  return delivered('Request', client, server, {})
}

export function requestSent(client: Address, server: Address): Occasion {
  return once({ on: 'sent', kind: 'Request', from: client, to: server, with: null })
}

export function replySent(server: Address, client: Address): Occasion {
  return once({ on: 'sent', kind: 'Reply', from: server, to: client, with: null })
}

/** Any message of one node reaches another. */
export function anythingArrives(from: Address, to: Address): Occasion {
  return once({ on: 'delivered', kind: null, from, to, with: null })
}

/** The view server has heard what the server knew: the pings on their way have arrived, and a newer one. */
export function heardOf(server: Address): Occasion {
  return { ...delivered('Ping', server, viewServer, {}), nth: 4 }
}

function delivered(
  kind: string,
  from: Address,
  to: Address,
  part: { readonly [field: string]: unknown },
): Occasion {
  return once({ on: 'delivered', kind, from, to, with: part })
}

function once(when: Occasion['when']): Occasion {
  return { when, nth: 1, plusMs: 0 }
}

/** One after the other: each counts from the one before. */
export function inTurn(first: Occasion, ...rest: readonly Occasion[]): Occasion {
  return rest.reduce((after, occasion) => ({ ...occasion, after }), first)
}

export function later(occasion: Occasion, plusMs: number): Occasion {
  return { ...occasion, plusMs: occasion.plusMs + plusMs }
}

// --- faults

export function crash(node: Address, at: Moment): Fault {
  return { kind: 'crash', node, at }
}

export function join(node: Address, at: Moment): Fault {
  return { kind: 'join', node, at }
}

/** `until` counts from `at`; null: up to the calm. */
export function cut(one: Address, other: Address, at: Moment, until: Moment | null | 'never'): Fault {
  return { kind: 'cut', from: one, to: other, bothWays: true, at, until }
}

/** Nobody on one side reaches anybody on the other. */
export function split(
  side: readonly Address[],
  other: readonly Address[],
  at: Moment,
  until: Moment | null | 'never',
): readonly Fault[] {
  return side.flatMap((one) => other.map((another) => cut(one, another, at, until)))
}

export function cutOneWay(from: Address, to: Address, at: Moment, until: Moment | null | 'never'): Fault {
  return { kind: 'cut', from, to, bothWays: false, at, until }
}

export function isolate(node: Address, at: Moment, until: Moment | null | 'never'): Fault {
  return { kind: 'isolate', node, at, until }
}

/** What is sent on the link from `at` until `until` arrives at `arrival`; both count from `at`. */
export function stall(
  from: Address,
  to: Address,
  at: Moment,
  until: Moment | null,
  arrival: Moment | null,
): Fault {
  return { kind: 'stall', message: { kind: null, from, to }, at, until, arrival }
}

// --- calls, all of one key

export function append(client: Address, value: string, at: Moment): Operation {
  return { client, command: command({ op: 'append', key: 'x', value }), at }
}

export function get(client: Address, at: Moment): Operation {
  return { client, command: command({ op: 'get', key: 'x' }), at }
}

function command(fields: { readonly op: string; readonly key: string; readonly value?: string }) {
  return fields
}

// --- plans

/** View 2 is (s1, s2) and acknowledged. */
export const pairReady: Occasion = acknowledged(2, 's1')

/** s1 becomes primary, then s2 its backup. */
export const pair: readonly Fault[] = [join('s2', told('s1', { primary: 's1' }))]

/** And s3 is idle. */
export const pairAndIdle: readonly Fault[] = [
  ...pair,
  join('s3', told('s1', { primary: 's1', backup: 's2' })),
]

/** Time for a story in the hands of a slow solution: one that finds a server dead after a second comes through. */
const stormMs = 15_000

/** The story ends at `overAt`; what lasts until the calm ends there, too. */
export function planOf(story: {
  readonly clients: readonly Address[]
  readonly faults: readonly Fault[]
  readonly operations: readonly Operation[]
  readonly overAt: Moment
}): Plan {
  const { clients, faults, operations, overAt } = story
  return {
    setup: { lab: 'primary-backup', service: 'key-value', servers: ['s1'], clients },
    scheduler: {
      kind: 'timed',
      latencyMs: { min: 1, max: 3 },
      faults,
      stormMs,
      overAt,
      settleMs: 250,
      calmMs: 5_000,
    },
    seed: 1,
    operations,
  }
}
