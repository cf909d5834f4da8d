/** How long something took, or that it had not come when nobody waited any longer. */
export interface Lifetime {
  readonly value: number
  readonly isCensored: boolean
}

/** `more than`: even the longest wait saw too few. */
export type Quantile =
  { readonly kind: 'known'; readonly value: number } | { readonly kind: 'more than'; readonly value: number }

/** A step of the curve: from `value` on, the share `survival` has not failed. */
interface Step {
  readonly value: number
  readonly survival: number
}

/**
 * The Kaplan–Meier estimate of the share that has not failed yet. Who was given up at the moment of a failure counts as
 * still there at it. Source: Kaplan, Meier, Nonparametric Estimation from Incomplete Observations, 1958, §2.
 */
export function survivalCurve(lifetimes: readonly Lifetime[]): readonly Step[] {
  const steps: Step[] = []
  let survival = 1
  const failures = lifetimes.filter(({ isCensored }) => !isCensored).map(({ value }) => value)
  for (const value of [...new Set(failures)].toSorted((a, b) => a - b)) {
    const atRisk = lifetimes.filter((lifetime) => lifetime.value >= value).length
    const failed = failures.filter((failure) => failure === value).length
    survival *= 1 - failed / atRisk
    steps.push({ value, survival })
  }
  return steps
}

/** When `share` of all have failed, between 0 and 1. Throws when there are none. */
export function quantile(lifetimes: readonly Lifetime[], share: number): Quantile {
  if (lifetimes.length === 0) throw new Error('expected some lifetimes, found none: measure first')
  // Products of fractions come out a little beside a half.
  const step = survivalCurve(lifetimes).find(({ survival }) => survival <= 1 - share + 1e-9)
  if (step !== undefined) return { kind: 'known', value: step.value }
  return { kind: 'more than', value: Math.max(...lifetimes.map(({ value }) => value)) }
}
