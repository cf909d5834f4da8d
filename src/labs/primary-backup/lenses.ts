import { derived, type Entry, type Trace } from '../../trace/index.ts'
import { countIn, deliveredTo, fieldOf, isCount } from '../lenses.ts'
import type { Address, Message, View } from './index.ts'

/** The one node that decides on views. In the lecture's model it does not crash. */
export const viewServer: Address = 'vs'

// --- messages: what a solution sends may have any shape, so that a lens says null where it cannot see

/** The view in a well-formed ViewReply. A missing member counts as none. */
export function viewIn(message: Message): View | null {
  if (message.kind !== 'ViewReply') return null
  const view = fieldOf(message, 'view')
  const number = fieldOf(view, 'number')
  const primary = fieldOf(view, 'primary') ?? null
  const backup = fieldOf(view, 'backup') ?? null
  return isCount(number) && isMember(primary) && isMember(backup) ? { number, primary, backup } : null
}

/** The number that a Ping names. */
export function pingIn(message: Message): number | null {
  return message.kind === 'Ping' ? countIn(message, 'viewNumber') : null
}

function isMember(value: unknown): value is Address | null {
  return value === null || typeof value === 'string'
}

// --- what an entry shows

/** The ping that the entry delivers to the view server. */
export function pingDelivered(entry: Entry): { readonly from: Address; readonly number: number } | null {
  const delivered = deliveredTo(viewServer, entry)
  const number = delivered === null ? null : pingIn(delivered.message)
  return delivered === null || number === null ? null : { from: delivered.from, number }
}

const noViews: readonly View[] = []

/** The well-formed views that the view server tells in the entry. */
export function viewsTold({ effects }: Entry): readonly View[] {
  let views: View[] | null = null
  for (const effect of effects) {
    const view = effect.kind === 'sent' && effect.from === viewServer ? viewIn(effect.message) : null
    if (view !== null) (views ??= []).push(view)
  }
  return views ?? noViews
}

/** A view from 1 on, since it was first told to anyone. */
export interface Announced {
  readonly view: View
  /** The entry in which the view server first sent it. */
  readonly at: number
  /** The entry that delivered a ping with its number from its primary to the view server, if one did. */
  readonly ackedAt: number | null
}

/**
 * The views that the view server announced, in the order in which it did. Of two with one number the first
 * counts.
 */
export const announcedViews = derived((trace: Trace): readonly Announced[] => {
  const announced = new Map<number, Announced>()
  let at = -1
  for (const entry of trace.entries) {
    at += 1
    const ping = pingDelivered(entry)
    const acked = ping === null ? undefined : announced.get(ping.number)
    if (acked !== undefined && acked.ackedAt === null && acked.view.primary === ping?.from) {
      announced.set(acked.view.number, { ...acked, ackedAt: at })
    }
    for (const view of viewsTold(entry)) {
      if (view.number >= 1 && !announced.has(view.number))
        announced.set(view.number, { view, at, ackedAt: null })
    }
  }
  return [...announced.values()]
})
