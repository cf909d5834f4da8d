import type { Item } from './tasks.ts'
import type { Judged } from './verdicts.ts'

/** An item and what is known of it. */
export interface Scored {
  readonly item: Item
  readonly part: string | undefined
  readonly judged: Judged
}

/** Parts that do not do beside the reference's what a right one does there, in the lab's order. */
export function partsAtFault(parts: readonly string[], scored: readonly Scored[]): readonly string[] {
  return parts.filter((part) =>
    scored.some((one) => one.part === part && one.item.points > 0 && isLost(one.judged)),
  )
}

/**
 * The points of one item. A mistake of a part is paid for where the part is examined beside the reference's: what fails
 * with all parts together, too, costs each part at fault its share, and not everything.
 */
export function pointsOf(one: Scored, parts: readonly string[], atFault: readonly string[]): number {
  const { item, judged } = one
  if (judged.verdict === 'held') return item.points
  // What was never seen was not shown to be right either.
  if (one.part !== undefined || judged.verdict !== 'violated' || parts.length === 0) return 0
  return atFault.length === 0 ? 0 : round(item.points * (1 - atFault.length / parts.length))
}

/** Parts that share what is lost together: all of the lab's, where each is examined by itself. */
export function sharingParts(parts: readonly string[], items: readonly Scored[]): readonly string[] {
  const areAllExamined = parts.every((part) => items.some((one) => one.part === part && one.item.points > 0))
  return areAllExamined ? parts : []
}

export function isLost({ verdict }: Pick<Judged, 'verdict'>): boolean {
  return verdict === 'violated' || verdict === 'vacuous'
}

/** Points have two decimals. */
export function round(points: number): number {
  return Math.round(points * 100) / 100
}
