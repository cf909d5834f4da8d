import { betweenServers, nameOfCommand, viewNamedIn, type Facts } from './facts.ts'
import type { Breach } from './rules.ts'

/** Rule 3 seen at the server that executes: it acts on a message of a view that it has left. */
export function staleBreaches(facts: Facts): readonly Breach[] {
  return facts.trace.entries.flatMap((entry, at) => {
    const message = betweenServers(facts, entry)
    if (message === null) return []
    const { from, to } = message
    const done = entry.effects.find(
      (effect) => (effect.kind === 'executed' || effect.kind === 'snapshot-restored') && effect.node === to,
    )
    const told = facts.toldBefore(to, at)
    // A message that names no view is of the view that its sender knew.
    const view = viewNamedIn(message.message) ?? facts.toldBefore(from, (facts.sentAt[at] ?? at) + 1)
    if (done === undefined || view >= told) return []
    const what =
      done.kind === 'executed' ? `executed ${nameOfCommand(done.command)} on` : 'restored the snapshot of'
    return [
      {
        rule: 'rule-3' as const,
        sentence: `${to} ${what} a ${message.message.kind} of view ${view} while in view ${told}`,
        advice: `compare the number of the view, not only who is who: the roles may be the same again, and ${from} sent this in view ${view}`,
        at,
      },
    ]
  })
}
