import type { Address } from '../../../port/index.ts'
import type { Trace } from '../../../trace/index.ts'
import type { Breach } from '../../diagnosis/rules.ts'
import { countIn } from '../../lenses.ts'
import { announcedViews, viewIn, viewServer } from '../lenses.ts'

/** What tells in which view a node takes itself to be. A ping does not: a primary that transfers its state is in none yet. */
const telling: ReadonlySet<string> = new Set(['Request', 'Refusal'])

interface Laggard {
  readonly node: Address
  /** The number that it names, and the entry in which it first did so after it was told the newest. */
  readonly number: number
  readonly at: number
}

/**
 * Somebody was told the newest view, and goes on in an older one to the end. As a rule numbers are compared as texts; or
 * a view is taken over only from some messages, or only in some state.
 */
export function laggardBreach(trace: Trace): Breach | null {
  const newest = announcedViews(trace).reduce((most, { view }) => Math.max(most, view.number), 0)
  const [laggard] = laggardsBehind(trace, newest)
  if (laggard === undefined) return null
  const { node, number, at } = laggard
  return {
    rule: 'progress',
    sentence: `${node} was told view ${newest}, and goes on in view ${number}`,
    advice:
      'take over every view that has a higher number than your own, whoever tells it and whatever is under way; and compare numbers as numbers: of the texts "10" and "9", "10" is the lesser',
    at,
  }
}

function laggardsBehind({ entries }: Trace, newest: number): readonly Laggard[] {
  const told = new Set<Address>()
  const laggards = new Map<Address, Laggard>()
  entries.forEach(({ cause, effects }, at) => {
    if (cause.kind === 'deliver' && cause.from === viewServer && viewIn(cause.message)?.number === newest)
      told.add(cause.to)
    for (const effect of effects) {
      if (effect.kind !== 'sent' || !told.has(effect.from) || !telling.has(effect.message.kind)) continue
      const { from: node } = effect
      const number = countIn(effect.message, 'viewNumber')
      if (number === null) continue
      if (number >= newest) laggards.delete(node)
      else if (!laggards.has(node)) laggards.set(node, { node, number, at })
    }
  })
  return [...laggards.values()]
}
