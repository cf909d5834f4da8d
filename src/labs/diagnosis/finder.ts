import type { Trace, Violated } from '../../trace/index.ts'
import { factsOf, type Facts } from './facts.ts'
import type { Breach } from './rules.ts'

/** Looks for one way to break a rule, and says where that was done. Blames nobody in a run of a correct solution. */
export type Finder = (facts: Facts) => readonly Breach[]

/** Of the first of these that finds anything before the broken promise shows: the first that it finds. */
export function firstBreach(trace: Trace, { entries }: Violated, finders: readonly Finder[]): Breach | null {
  const fatal = entries.at(-1) ?? trace.entries.length - 1
  const facts = factsOf(trace, fatal)
  for (const find of finders) {
    const breach = find(facts).find(({ at }) => at !== null && at <= fatal)
    if (breach !== undefined) return breach
  }
  return null
}
