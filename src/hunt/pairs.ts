import { adopt, oneByOne } from './cuts.ts'
import type { Failing, Trials } from './trials.ts'

/** For runs of so many steps, which are hard to read and not too long to try all pairs of their steps. */
const stepsMin = 28
const stepsMax = 60

/** Takes away two steps at once that are no neighbours: a message that is sent again, and what it would have repeated. */
export function withoutPairs(failing: Failing, trials: Trials): Failing {
  let best = failing
  while (best.steps.length >= stepsMin && best.steps.length <= stepsMax) {
    const shorter = withoutPair(best, trials)
    if (shorter === null) return best
    best = oneByOne(shorter, trials)
  }
  return best
}

function withoutPair(failing: Failing, trials: Trials): Failing | null {
  const { steps } = failing
  for (let second = steps.length - 1; second > 0; second -= 1) {
    for (let first = second - 1; first >= 0; first -= 1) {
      const left = steps.filter((_step, i) => i !== first && i !== second)
      const shorter = adopt(trials, failing, { ...failing, steps: left })
      if (shorter !== failing) return shorter
    }
  }
  return null
}
