import fc, { type Arbitrary, type IProperty } from 'fast-check'
import { runs, type Minimiser } from './arbitrary.ts'
import type { Plan, Run } from './plan.ts'

/** A failing run, shrunk, and how fast-check comes to it again. */
export interface Sought {
  readonly run: Run
  readonly seed: number
  readonly path: string
}

export interface SeekOptions {
  readonly seed: number
  /** Runs to generate; those of shrinking are not counted. */
  readonly runsMax: number
}

/**
 * Lets fast-check generate runs, or gives it these, until one fails, and lets it shrink that. Null when none does. What `fails` throws is no failure
 * of a run: it is thrown on.
 */
export function seek(
  plans: Arbitrary<Plan> | readonly Plan[],
  minimiser: Minimiser,
  fails: (run: Run) => boolean,
  { seed, runsMax }: SeekOptions,
): Sought | null {
  let thrown: { readonly error: unknown } | null = null
  const examples = isListed(plans) ? plans.map((plan): [Run] => [{ kind: 'plan', plan }]) : []
  if (isListed(plans) && plans.length === 0) return null
  const arbitrary = isListed(plans) ? fc.constantFrom(...plans) : plans
  const property = fc.property(runs(arbitrary, minimiser), (run) => {
    if (thrown !== null) return true
    try {
      return !fails(run)
    } catch (error) {
      thrown = { error }
      return true
    }
  })
  const { counterexample, counterexamplePath } = fc.check(property, {
    seed,
    numRuns: isListed(plans) ? examples.length : runsMax,
    examples,
    verbose: 0,
  })
  // The predicate above assigns it; the compiler does not see that.
  const problem = thrown as { readonly error: unknown } | null
  if (problem !== null) throw problem.error
  const run = counterexample?.[0]
  return run === undefined ? null : { run, seed, path: counterexamplePath ?? '' }
}

function isListed(plans: Arbitrary<Plan> | readonly Plan[]): plans is readonly Plan[] {
  return Array.isArray(plans)
}

/** A fast-check property over runs; `check` throws for a run that fails. Saved runs can be given as `examples`. */
export function runProperty(
  plans: Arbitrary<Plan>,
  minimiser: Minimiser,
  check: (run: Run) => void,
): IProperty<[Run]> {
  return fc.property(runs(plans, minimiser), check)
}
