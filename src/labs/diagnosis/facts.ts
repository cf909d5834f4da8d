import { encodePlain, type Address, type Command, type Message, type Result } from '../../port/index.ts'
import { historyOf, type Call, type Entry, type Trace } from '../../trace/index.ts'
import { replyIn, requestIn, serversOf } from '../lenses.ts'
import { announcedViews, pingIn, viewIn, type Announced } from '../primary-backup/lenses.ts'
import type { View } from '../primary-backup/index.ts'
import { lineagesOf, type Lineages } from '../lineage.ts'

/** What a diagnosis looks at, gathered once. Numbers called `at` are indexes of the trace's entries. */
export interface Facts {
  readonly trace: Trace
  /** The entry in which the broken promise shows. */
  readonly fatal: number
  readonly servers: ReadonlySet<Address>
  readonly calls: readonly Call[]
  /** By their numbers. None where the lab has no view server. */
  readonly views: ReadonlyMap<number, Announced>
  /** For each entry that delivers a message: the entry that sent it. Copies arrive in the order of sending. */
  readonly sentAt: readonly (number | undefined)[]
  readonly replies: readonly Answer[]
  /** The call that each request id stands for. */
  readonly requested: ReadonlyMap<string, Call>
  readonly lineages: Lineages
  /** The highest view that the node had been told of in entries before `at`; 0 for none. */
  readonly toldBefore: (node: Address, at: number) => number
  /** The entry in which the node was told of that view or a later one; null if it never was. */
  readonly toldAt: (node: Address, number: number) => number | null
}

/** A Reply on its way from a server to a client. */
export interface Answer {
  readonly at: number
  readonly server: Address
  readonly id: string
  /** Null where the Reply names no view. */
  readonly viewNumber: number | null
  readonly result: Result
}

export function factsOf(trace: Trace, fatal: number): Facts {
  const servers = new Set(serversOf(trace))
  const calls = historyOf(trace)
  const told = toldOf(trace)
  return {
    trace,
    fatal,
    servers,
    calls,
    views: new Map(announcedViews(trace).map((announced) => [announced.view.number, announced])),
    sentAt: sentAtOf(trace),
    replies: repliesOf(trace, servers),
    requested: requestedOf(trace, calls),
    lineages: lineagesOf(trace),
    toldBefore: (node, before) => told(node).findLast(({ at }) => at < before)?.number ?? 0,
    toldAt: (node, wanted) => told(node).find(({ number }) => number >= wanted)?.at ?? null,
  }
}

/** The j-th delivery of one content on one link is that of its j-th sending, or of the last one so far. */
function sentAtOf(trace: Trace): readonly (number | undefined)[] {
  const keys = new WeakMap<Message, string>()
  const keyOf = (from: Address, to: Address, message: Message): string => {
    const key = keys.get(message) ?? encodePlain(message)
    keys.set(message, key)
    return `${from}>${to} ${key}`
  }
  const links = new Map<string, { readonly sendings: number[]; delivered: number }>()
  return trace.entries.map(({ cause, effects }, at) => {
    let sending: number | undefined
    if (cause.kind === 'deliver') {
      const link = links.get(keyOf(cause.from, cause.to, cause.message))
      if (link !== undefined) {
        sending = link.sendings[Math.min(link.delivered, link.sendings.length - 1)]
        link.delivered += 1
      }
    }
    for (const effect of effects) {
      if (effect.kind !== 'sent') continue
      const key = keyOf(effect.from, effect.to, effect.message)
      const link = links.get(key)
      if (link === undefined) links.set(key, { sendings: [at], delivered: 0 })
      else link.sendings.push(at)
    }
    return sending
  })
}

function repliesOf(trace: Trace, servers: ReadonlySet<Address>): readonly Answer[] {
  const clients = new Set(trace.setup.clients)
  return trace.entries.flatMap(({ effects }, at) =>
    effects.flatMap((effect) => {
      if (effect.kind !== 'sent' || !servers.has(effect.from) || !clients.has(effect.to)) return []
      const reply = replyIn(effect.message)
      if (reply === null) return []
      // A Reply without a result is possible: the field is then missing, which no comparison below minds.
      const { result } = effect.message as { readonly result?: Result }
      return [{ at, server: effect.from, ...reply, result: result ?? null }]
    }),
  )
}

/** By the id of the first request that was sent for it: the call. */
function requestedOf(trace: Trace, calls: readonly Call[]): ReadonlyMap<string, Call> {
  const requested = new Map<string, Call>()
  for (const [at, { effects }] of trace.entries.entries()) {
    for (const effect of effects) {
      const request = effect.kind === 'sent' ? requestIn(effect.message) : null
      if (effect.kind !== 'sent' || request === null || requested.has(request.id)) continue
      const call = calls.findLast(({ client, calledAt }) => client === effect.from && calledAt <= at)
      if (call !== undefined) requested.set(request.id, call)
    }
  }
  return requested
}

/**
 * A node is told of a view by the view server, or it learned of it elsewhere and has pinged with its number. What
 * another server sends in a newer view need not concern it.
 */
function toldOf(trace: Trace): (node: Address) => readonly Told[] {
  const byNode = new Map<Address, Told[]>()
  const tell = (node: Address, at: number, number: number | null): void => {
    const told = byNode.get(node) ?? []
    if (number !== null && number > (told.at(-1)?.number ?? 0)) byNode.set(node, [...told, { at, number }])
  }
  for (const [at, { cause, effects }] of trace.entries.entries()) {
    if (cause.kind === 'deliver') tell(cause.to, at, viewIn(cause.message)?.number ?? null)
    for (const effect of effects) {
      if (effect.kind === 'sent') tell(effect.from, at, pingIn(effect.message))
    }
  }
  return (node) => byNode.get(node) ?? []
}

interface Told {
  readonly at: number
  readonly number: number
}

/** The view that a server's message to another server is about, as far as its outermost fields tell. */
export function viewNamedIn(message: Message): number | null {
  for (const [field, value] of Object.entries(message)) {
    if (!/view/i.test(field)) continue
    const number: unknown =
      typeof value === 'object' && value !== null ? (value as { readonly number?: unknown }).number : value
    if (typeof number === 'number') return number
  }
  return null
}

// --- words

/** `c1#2 (append x a)`. */
export function nameOfRequest(facts: Facts, id: string): string {
  const call = facts.requested.get(id)
  return call === undefined ? id : `${id} (${nameOfCommand(call.command)})`
}

/** `append x a`. */
export function nameOfCommand({ op, ...rest }: Command): string {
  return [
    op,
    ...Object.values(rest).map((value) => (typeof value === 'string' ? value : JSON.stringify(value))),
  ]
    .join(' ')
    .slice(0, 40)
}

export function nameOfView({ number, primary, backup }: View): string {
  return `view ${number} (${primary ?? 'no primary'}, ${backup ?? 'no backup'})`
}

/** The message that an entry delivers from one server to another, or null. */
export function betweenServers(
  { servers }: Facts,
  entry: Entry | undefined,
): (Entry['cause'] & { kind: 'deliver' }) | null {
  const cause = entry?.cause
  return cause?.kind === 'deliver' && servers.has(cause.from) && servers.has(cause.to) ? cause : null
}
