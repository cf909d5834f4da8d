import { nameOfView, type Facts } from '../../diagnosis/facts.ts'
import type { Breach } from '../../diagnosis/rules.ts'
import { pingDelivered, type Announced } from '../lenses.ts'

/** Moves of the view server that it had no leave to make. */
export function viewBreaches(facts: Facts): readonly Breach[] {
  const views = [...facts.views.values()].toSorted((a, b) => a.view.number - b.view.number)
  const doubled = views.flatMap(inBothRoles)
  const moves = views.flatMap((next, i) => {
    const former = views[i - 1]
    return former === undefined ? [] : [{ former, next }]
  })
  // The move that gave the role to another server did the harm.
  const harmful = moves.toSorted((a, b) => Number(isPromotion(b)) - Number(isPromotion(a)))
  return doubled.concat(
    harmful.flatMap(({ former, next }) =>
      fromOutside(former, next).concat(unacknowledged(facts, former, next), untold(former, next)),
    ),
  )
}

function inBothRoles({ view, at }: Announced): readonly Breach[] {
  if (view.primary === null || view.primary !== view.backup) return []
  return [
    {
      rule: 'view-service',
      sentence: `the view server made ${view.primary} primary and backup of view ${view.number} at once, so that it forwards to itself`,
      advice: 'choose the backup among the other servers; with one server alone there is no backup',
      at,
    },
  ]
}

interface Move {
  readonly former: Announced
  readonly next: Announced
}

function isPromotion({ former, next }: Move): boolean {
  return former.view.primary !== next.view.primary
}

function fromOutside(former: Announced, { view, at }: Announced): readonly Breach[] {
  const { primary, number } = view
  if (primary === null || former.view.number !== number - 1) return []
  if (primary === former.view.primary || primary === former.view.backup) return []
  return [
    {
      rule: 'rule-1',
      sentence: `the view server made ${primary} the primary of view ${number}, although ${nameOfView(former.view)} was the view before: ${primary} does not have the state`,
      advice: `stay in view ${former.view.number}, even if that means that nobody answers, until one of its members is back`,
      at,
    },
  ]
}

/** A view that nobody was told of cannot have been acknowledged: none of its members need have the state. */
function untold(former: Announced, { view, at }: Announced): readonly Breach[] {
  const { primary, number } = view
  if (primary === null || number <= former.view.number + 1) return []
  if (primary === former.view.primary || primary === former.view.backup) return []
  return [
    {
      rule: 'rule-1',
      sentence: `after ${nameOfView(former.view)} the view server announced ${nameOfView(view)}: nobody was ever told of view ${number - 1}, so that nobody can have acknowledged it, and ${primary} does not have the state`,
      advice: `stay in view ${number - 1} until its primary pings with ${number - 1}, and then promote none but its members`,
      at,
    },
  ]
}

function unacknowledged(facts: Facts, former: Announced, next: Announced): readonly Breach[] {
  const { primary, backup, number } = former.view
  if (primary === null || number === 0 || (former.ackedAt !== null && former.ackedAt <= next.at)) return []
  const other = pingOfAnother(facts, former, next.at)
  const instead = other === null ? '' : ` (a Ping ${number} had come, but from ${other})`
  return [
    {
      rule: 'rule-6',
      sentence: `the view server moved from ${nameOfView(former.view)} to ${nameOfView(next.view)} before ${primary} had acknowledged view ${number}${instead}`,
      advice:
        `stay in view ${number} until ${primary} pings with ${number}, however long it is silent` +
        (backup === null ? '' : `: until then nobody knows whether ${backup} has the state`),
      at: next.at,
    },
  ]
}

function pingOfAnother({ trace }: Facts, { view, at }: Announced, until: number): string | null {
  for (const entry of trace.entries.slice(at, until + 1)) {
    const ping = pingDelivered(entry)
    if (ping?.number === view.number && ping.from !== view.primary) return ping.from
  }
  return null
}
