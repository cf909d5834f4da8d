import type { Address } from '../port/index.ts'
import type { Setup, Trace } from '../trace/index.ts'
import { drawCalls, type Arena } from './arena.ts'
import type { NthMessage } from './faults/fault-kind.ts'
import type { Fault } from './faults/registry.ts'
import type { Occasion } from './moment.ts'
import type { Operation } from './plan.ts'
import type { Random } from './random.ts'
import { callsInCalm, type Timed } from './schedulers/timed.ts'

/** Views have formed when the calls begin. */
const firstCallMs = 90
/** Calls come close to each other here, so that everything goes on while other things do… */
const busyUntilMs = 220
/** …and now and then from there on: what went wrong must have time to show. */
const stormMs = 640
const busyCalls = 7
const laterCalls = 6

/** A run in which nothing goes wrong, and all messages take equally long. */
export function drawBase(
  arena: Arena,
  setup: Setup,
  random: Random,
): { readonly scheduler: Omit<Timed, 'kind'>; readonly operations: readonly Operation[] } {
  const calls = [
    ...Array.from({ length: busyCalls }, () => random.between(firstCallMs, busyUntilMs)),
    ...Array.from({ length: laterCalls }, () => random.between(busyUntilMs, stormMs)),
  ].map((ms) => ({ client: random.oneOf(setup.clients), ms }))
  return {
    scheduler: { latencyMs: { min: 3, max: 3 }, faults: [], stormMs, settleMs: 60, calmMs: 5_000 },
    operations: [...drawCalls(arena, calls, random), ...callsInCalm(arena, setup, stormMs, random)],
  }
}

/** How often a kind of message is seen on a link in a run, at most, if each is looked at first. */
const rareMax = 12

/**
 * Everything that can go wrong once in a run that went like this one: each message lost, twice, late, held; each server
 * crashed, paused, cut off, alone with a client, after each message and call. What is rare in the run comes first,
 * otherwise in random order.
 */
export function faultsIn({ entries, setup }: Trace, random: Random): readonly Fault[] {
  const messages = new Map<string, { readonly message: NthMessage; count: number }>()
  const each: NthMessage[] = []
  const moments: Occasion[] = []
  const arrived = new Map<string, number>()
  for (const { cause, effects, atMs } of entries) {
    if ((atMs ?? 0) > stormMs) break
    for (const effect of effects) {
      if (effect.kind === 'sent') each.push(countedIn(messages, effect.message.kind, effect.from, effect.to))
      else if (effect.kind === 'finished')
        moments.push(nthOf(arrived, { on: 'finished', client: effect.client }))
    }
    if (cause.kind !== 'deliver') continue
    const { from, to, message } = cause
    moments.push(nthOf(arrived, { on: 'delivered', kind: message.kind, from, to, with: null }))
  }
  const isRare = (kind: string | null, from: string | null, to: string | null): boolean =>
    (messages.get(`${from}>${to} ${kind}`)?.count ?? 0) <= rareMax
  const isRareMoment = ({ when }: Occasion): boolean =>
    when.on !== 'delivered' || isRare(when.kind, when.from, when.to)
  const faults = (rare: boolean): readonly Fault[] => [
    ...each.filter(({ kind, from, to }) => isRare(kind, from, to) === rare).flatMap(faultsOfMessage),
    ...moments.filter((moment) => isRareMoment(moment) === rare).flatMap((at) => faultsAt(at, setup)),
  ]
  return [...shuffled(faults(true), random), ...shuffled(faults(false), random)]
}

function countedIn(
  messages: Map<string, { readonly message: NthMessage; count: number }>,
  kind: string,
  from: Address,
  to: Address,
): NthMessage {
  const key = `${from}>${to} ${kind}`
  const known = messages.get(key) ?? { message: { kind, from, to, nth: 1 }, count: 0 }
  known.count += 1
  messages.set(key, known)
  return { ...known.message, nth: known.count }
}

function nthOf(arrived: Map<string, number>, when: Occasion['when']): Occasion {
  const key = JSON.stringify(when)
  const nth = (arrived.get(key) ?? 0) + 1
  arrived.set(key, nth)
  return { when, nth, plusMs: 0 }
}

function faultsOfMessage(message: NthMessage): readonly Fault[] {
  return [
    { kind: 'drop', message },
    { kind: 'duplicate', message, afterMs: 30 },
    { kind: 'duplicate', message, afterMs: 250 },
    { kind: 'delay', message, byMs: 15 },
    { kind: 'delay', message, byMs: 80 },
    { kind: 'hold', message, until: { ms: 420 } },
    { kind: 'hold', message, until: null },
  ]
}

/** By then a silent server has been replaced, in most solutions. */
const silentMs = 400

function faultsAt(at: Occasion, { servers, clients }: Setup): readonly Fault[] {
  const until = { ms: silentMs }
  return servers.flatMap((node): readonly Fault[] => [
    { kind: 'crash', node, at },
    { kind: 'pause', node, at, until },
    { kind: 'isolate', node, at, until },
    { kind: 'partition', side: [node, ...clients], between: [], at, until },
    ...clients.flatMap((client): readonly Fault[] => [
      { kind: 'partition', side: [node, client], between: [], at, until },
      { kind: 'partition', side: [node, client], between: servers.filter((one) => one !== node), at, until },
    ]),
  ])
}

function shuffled<T>(list: readonly T[], random: Random): readonly T[] {
  const copy = [...list]
  for (let i = copy.length - 1; i > 0; i -= 1) {
    const j = random.below(i + 1)
    const kept = copy[i] as T
    copy[i] = copy[j] as T
    copy[j] = kept
  }
  return copy
}
