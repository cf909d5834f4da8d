import type { Address } from '../port/index.ts'
import type { Fault, Moment, Occasion, Operation, Plan } from '../schedule/index.ts'

/* The vocabulary of scenarios, made of what every lab with clients, servers, Requests and Replies shows. */

// --- occasions

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

/** A message of that kind, which contains `part`, reaches `to`. */
export function delivered(
  kind: string,
  from: Address,
  to: Address,
  part: { readonly [field: string]: unknown },
): Occasion {
  return once({ on: 'delivered', kind, from, to, with: part })
}

/** The first time. */
export function once(when: Occasion['when']): Occasion {
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

export function put(client: Address, value: string, at: Moment): Operation {
  return { client, command: command({ op: 'put', key: 'x', value }), at }
}

export function get(client: Address, at: Moment): Operation {
  return { client, command: command({ op: 'get', key: 'x' }), at }
}

/** Of the service `non-deterministic`. */
export function putTime(client: Address, at: Moment): Operation {
  return { client, command: command({ op: 'putTime', key: 'x' }), at }
}

function command(fields: { readonly op: string; readonly key: string; readonly value?: string }) {
  return fields
}

// --- plans

/** Time for a story in the hands of a slow solution: one that finds a server dead after a second comes through. */
const stormMs = 15_000

/** A story with a clock. It ends at `overAt`; what lasts until the calm ends there, too. */
export interface Story {
  readonly lab: string
  readonly servers: readonly Address[]
  readonly clients: readonly Address[]
  readonly faults: readonly Fault[]
  readonly operations: readonly Operation[]
  readonly overAt: Moment
  /** How long the run goes on when all calls have returned, in virtual ms. */
  readonly settleMs: number
}

export function planOfStory(story: Story): Plan {
  const { lab, servers, clients, faults, operations, overAt, settleMs } = story
  return {
    setup: { lab, service: 'key-value', servers, clients },
    scheduler: {
      kind: 'timed',
      latencyMs: { min: 1, max: 3 },
      faults,
      stormMs,
      overAt,
      settleMs,
      calmMs: 5_000,
    },
    seed: 1,
    operations,
  }
}
