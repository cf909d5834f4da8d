import { betweenServers, nameOfCommand, viewNamedIn, type Facts } from '../../diagnosis/facts.ts'
import type { Breach } from '../../diagnosis/rules.ts'
import { withArticle } from '../../diagnosis/words.ts'

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
        sentence: `${to} ${what} ${withArticle(message.message.kind)} of view ${view} while in view ${told}${roleOf(facts, to, told)}`,
        advice: `${to} compares the number of the view with its own, and refuses: ${from} sent this in view ${view}, and who is who may have changed since, or be the same again`,
        at,
      },
    ]
  })
}

function roleOf({ views }: Facts, server: string, number: number): string {
  const view = views.get(number)?.view
  if (view === undefined) return ''
  if (view.primary === server) return ', of which it is the primary'
  return view.backup === server ? ', of which it is the backup' : ', in which it has no role'
}
