import type { Address } from '../../../port/index.ts'
import { requestIn } from '../../lenses.ts'
import { betweenServers, type Facts } from '../../diagnosis/facts.ts'

/** How a call became known among servers. */
interface Spread {
  /** Entries that brought a server something that was sent after its sender knew of the call. */
  readonly passings: readonly { readonly to: Address; readonly at: number }[]
}

function spreadOf(facts: Facts, id: string, until: number): Spread {
  const { trace, servers, sentAt } = facts
  const knownSince = new Map<Address, number>()
  const passings: { to: Address; at: number }[] = []
  for (const [at, entry] of trace.entries.slice(0, until + 1).entries()) {
    const { cause } = entry
    if (cause.kind !== 'deliver' || !servers.has(cause.to)) continue
    const message = betweenServers(facts, entry)
    const isPassing = message !== null && (sentAt[at] ?? at) >= (knownSince.get(message.from) ?? Infinity)
    if (isPassing) passings.push({ to: message.to, at })
    const isNews = isPassing || (message === null && requestIn(cause.message)?.id === id)
    if (isNews && !knownSince.has(cause.to)) knownSince.set(cause.to, at)
  }
  return { passings }
}

/**
 * Entries in which `backup` received, from another server, something that was sent after its sender knew of the call,
 * and from which on something that `backup` sent reached `server`, all before entry `until` is over. Without one,
 * `server` cannot know that `backup` has the call, whatever their messages say: those are the solution's own.
 */
export function acceptancesOf(
  facts: Facts,
  id: string,
  server: Address,
  backup: Address,
  until: number,
): readonly number[] {
  let heardUntil = -1
  for (const [at, entry] of facts.trace.entries.slice(0, until + 1).entries()) {
    const message = betweenServers(facts, entry)
    if (message?.to === server && message.from === backup)
      heardUntil = Math.max(heardUntil, facts.sentAt[at] ?? at)
  }
  return spreadOf(facts, id, until)
    .passings.filter(({ to, at }) => to === backup && at <= heardUntil)
    .map(({ at }) => at)
}

/** Whether another server had let `server` know of the call before entry `until`. */
export function isInherited(facts: Facts, id: string, server: Address, until: number): boolean {
  return spreadOf(facts, id, until - 1).passings.some(({ to }) => to === server)
}

/** Whether the message speaks of the request: it contains its id, or the same client and number side by side. */
export function mentions(message: unknown, id: string): boolean {
  if (typeof message !== 'object' || message === null) return false
  if (message instanceof Map || message instanceof Set || Array.isArray(message)) {
    return [...message].some((part) => mentions(part, id))
  }
  const { client, sequence } = message as { readonly client?: unknown; readonly sequence?: unknown }
  if (`${String(client)}#${String(sequence)}` === id) return true
  return Object.values(message).some((field) => mentions(field, id))
}
