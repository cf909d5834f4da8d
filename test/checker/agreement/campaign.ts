import type { Model } from '#checker'
import { createChoices } from './choices.ts'
import { compare, type Checker, type Comparison } from './disagreement.ts'
import { drawHistory, sorts, type AnyHistory, type Sort } from './histories.ts'
import { shrink } from './shrink.ts'
import { createSpecification, type Specification } from './specification.ts'
import { subjects, subjectNamed } from './subjects/index.ts'
import type { AnySubject } from './subject.ts'

export type Campaign = {
  readonly checker: Checker
  readonly seed: number
  /** History `n` of a seed is the same in every campaign of the same models. */
  readonly first: number
  readonly histories: number
  /** By name; without it all take turns. */
  readonly model: string | undefined
}

export type Disagreement = {
  readonly model: string
  readonly sort: Sort
  /** The model as it is, or without what is there for speed. */
  readonly variant: Variant
  readonly index: number
  readonly why: string
  /** Shrunk. */
  readonly history: AnyHistory
}

/** How many histories there were of a model, a sort and a verdict: `register simulated linearizable`. */
export type Counts = Map<string, number>

const everyOrderMax = 6

type Variant = 'whole' | 'bare'

/** Judges every history of a campaign; gives what was found as it goes, and counts. */
export function* run(campaign: Campaign, counts: Counts): Generator<Disagreement | undefined> {
  const chosen = campaign.model === undefined ? subjects : ([subjectNamed(campaign.model)] as const)
  const specifications = new Map<AnySubject, Specification>()
  for (let index = campaign.first; index < campaign.first + campaign.histories; index++) {
    const subject = chosen[index % chosen.length] ?? chosen[0]
    const specification = specifications.get(subject) ?? createSpecification(subject)
    specifications.set(subject, specification)
    const choices = createChoices(campaign.seed * 1_000_000_000 + index)
    const sort = choices.pick(sorts)
    const variant = choices.chance(25) ? 'bare' : 'whole'
    const history = drawHistory(subject, choices, sort)
    const model = variant === 'bare' ? bare(subject.model) : subject.model
    const truth = { specification, everyOrderMax, isLinearizable: sort === 'simulated' }
    const found = compare(campaign.checker, model, truth, history)
    const verdict = found.kind === 'agreement' ? found.verdict : found.kind
    const place = `${subject.name} ${sort} ${verdict}`
    counts.set(place, (counts.get(place) ?? 0) + 1)
    if (found.kind === 'agreement') {
      yield undefined
      continue
    }
    const again = (smaller: AnyHistory): Comparison =>
      compare(campaign.checker, model, { ...truth, isLinearizable: false }, smaller)
    const shrunk = shrink(history, (smaller) => again(smaller).kind === 'disagreement')
    const left = again(shrunk)
    const why = left.kind === 'disagreement' ? left.why : found.why
    yield { model: subject.name, sort, variant, index, why, history: shrunk }
  }
}

/** Only what a model must have: the generic path, and nothing read-only. */
function bare(model: Model<unknown, unknown, unknown>): Model<unknown, unknown, unknown> {
  const { isReadOnly: _, algorithms: __, engine: ___, ...rest } = model
  return rest
}
