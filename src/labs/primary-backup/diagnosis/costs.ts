import type { Address } from '../../../port/index.ts'
import type { Entry, Trace } from '../../../trace/index.ts'
import type { Breach } from '../../diagnosis/rules.ts'
import { viewServer } from '../lenses.ts'

/** What one node asked the view server besides what its clock asked, e.g. in the course of a call. */
interface Asking {
  readonly node: Address
  times: number
  lastAt: number
}

/**
 * Who made a run with many calls cost too many messages to the view server. What timers send is left out: it is sent
 * without calls, too. Null where nobody asked that often but by timers.
 */
export function costBreach(trace: Trace): Breach | null {
  const byNode = new Map<Address, Asking>()
  trace.entries.forEach((entry, at) => {
    const node = nodeOf(entry)
    if (node === null || !asks(entry, node)) return
    const asking = byNode.get(node) ?? { node, times: 0, lastAt: at }
    asking.times += 1
    asking.lastAt = at
    byNode.set(node, asking)
  })
  const [most] = [...byNode.values()].toSorted((a, b) => b.times - a.times)
  const calls = trace.entries.filter(({ cause }) => cause.kind === 'invoke').length
  // Who enters a view pings, too.
  if (most === undefined || most.times * 4 < calls) return null
  const isClient = trace.setup.clients.includes(most.node)
  return {
    rule: 'ask-seldom',
    sentence: `${most.node} turned to the view server ${most.times} times when no timer of its told it to, though the view stayed the same; here it did so last`,
    advice: isClient ? seldomClient : seldomServer,
    at: most.lastAt,
  }
}

/** When a client may ask. */
export const seldomClient = 'keep the view, and ask again only after a refusal, or when an answer is overdue'

/** When a server may ask. */
export const seldomServer =
  'act on the view that was told last: a timer sends the pings, and their answers tell of new views; besides, ping only when a view was entered. No request and no acknowledgement is a reason to ask: rules 2 to 4, not the view server, keep a deposed primary from harm'

/** The node that acts in the entry, unless its clock made it. */
function nodeOf({ cause }: Entry): Address | null {
  switch (cause.kind) {
    case 'deliver':
      return cause.to
    case 'invoke':
      return cause.client
    default:
      return null
  }
}

function asks({ effects }: Entry, node: Address): boolean {
  return effects.some((effect) => effect.kind === 'sent' && effect.from === node && effect.to === viewServer)
}
