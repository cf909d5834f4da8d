import { encodePlain, type Address, type Message } from '../port/index.ts'
import type { Trace } from '../trace/index.ts'

/** What became of the messages of a trace. Numbers are indexes of entries. */
export interface Journeys {
  /** For an entry that delivers a message: where it was sent, and whether it had arrived before as often as sent. */
  readonly arrivalAt: (at: number) => Arrival | null
  /** Whether such a message arrives after entry `at`. */
  readonly arrivesAfter: (at: number, from: Address, to: Address, message: Message) => boolean
}

export interface Arrival {
  readonly sentAt: number
  readonly isCopy: boolean
}

interface Link {
  readonly sendings: number[]
  delivered: number
  /** The entry of the last delivery. */
  deliveredAt: number
}

/** Messages of equal content on one link arrive in the order in which they were sent; what is left over are copies. */
export function journeysOf({ entries }: Trace): Journeys {
  const keys = new WeakMap<Message, string>()
  const keyOf = (from: Address, to: Address, message: Message): string => {
    const content = keys.get(message) ?? encodePlain(message)
    keys.set(message, content)
    return `${from}>${to} ${content}`
  }
  const links = new Map<string, Link>()
  const arrivals = entries.map(({ cause, effects }, at): Arrival | null => {
    const link = cause.kind === 'deliver' ? links.get(keyOf(cause.from, cause.to, cause.message)) : undefined
    const arrival = link === undefined ? null : arrive(link, at)
    for (const effect of effects) {
      if (effect.kind !== 'sent') continue
      const key = keyOf(effect.from, effect.to, effect.message)
      const known = links.get(key)
      if (known === undefined) links.set(key, { sendings: [at], delivered: 0, deliveredAt: -1 })
      else known.sendings.push(at)
    }
    return arrival
  })
  return {
    arrivalAt: (at) => arrivals[at] ?? null,
    arrivesAfter: (at, from, to, message) => (links.get(keyOf(from, to, message))?.deliveredAt ?? -1) > at,
  }
}

function arrive(link: Link, at: number): Arrival | null {
  const isCopy = link.delivered >= link.sendings.length
  const sentAt = link.sendings[Math.min(link.delivered, link.sendings.length - 1)]
  link.delivered += 1
  link.deliveredAt = at
  return sentAt === undefined ? null : { sentAt, isCopy }
}
