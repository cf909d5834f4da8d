import type { Address } from '../../../port/index.ts'
import { requestIn } from '../lenses.ts'
import { betweenServers, type Facts } from './facts.ts'

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
  const { trace, servers, sentAt } = facts
  const knowsSince = new Map<Address, number>()
  const received: number[] = []
  let heardUntil = -1
  for (const [at, entry] of trace.entries.slice(0, until + 1).entries()) {
    const { cause } = entry
    if (cause.kind !== 'deliver' || !servers.has(cause.to)) continue
    const message = betweenServers(facts, entry)
    if (message === null) {
      // The backup may have the call from the client itself: it then knows of it, but has not accepted it from a server.
      const isThisCall = requestIn(cause.message)?.id === id
      if (isThisCall && !knowsSince.has(cause.to)) knowsSince.set(cause.to, at)
      continue
    }
    const sent = sentAt[at] ?? at
    if (sent >= (knowsSince.get(message.from) ?? Infinity)) {
      if (!knowsSince.has(message.to)) knowsSince.set(message.to, at)
      if (message.to === backup) received.push(at)
    }
    if (message.to === server && message.from === backup) heardUntil = Math.max(heardUntil, sent)
  }
  return received.filter((at) => at <= heardUntil)
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
