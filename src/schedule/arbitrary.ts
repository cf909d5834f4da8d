import fc, { Arbitrary, Value, type Random, type Stream } from 'fast-check'
import type { Plan, Run } from './plan.ts'

/** A simpler run to try, and where to go on from it if it fails too. */
export interface Candidate {
  readonly run: Run
  readonly cursor: unknown
}

/**
 * Simpler versions of a failing run, best first. `cursor` is null for a run that does not come from a candidate,
 * for example a saved finding.
 */
export type Minimiser = (run: Run, cursor: unknown) => Iterable<Candidate>

/**
 * Runs as fast-check generates and shrinks them. Generated are plans; a failing plan is shrunk as the explicit list
 * of its steps, since choices that name what they touch survive when others are taken away.
 */
export function runs(plans: Arbitrary<Plan>, minimiser: Minimiser): Arbitrary<Run> {
  return new RunArbitrary(plans, minimiser)
}

class RunArbitrary extends Arbitrary<Run> {
  constructor(
    readonly plans: Arbitrary<Plan>,
    readonly minimiser: Minimiser,
  ) {
    super()
  }

  override generate(random: Random, biasFactor: number | undefined): Value<Run> {
    const { value: plan } = this.plans.generate(random, biasFactor)
    return new Value(legible({ kind: 'plan', plan }), null)
  }

  override canShrinkWithoutContext(value: unknown): value is Run {
    return (
      typeof value === 'object' &&
      value !== null &&
      'kind' in value &&
      ['plan', 'steps'].includes(String(value.kind))
    )
  }

  override shrink(run: Run, context: unknown): Stream<Value<Run>> {
    return fc.stream(valuesOf(this.minimiser(run, context ?? null)))
  }
}

function* valuesOf(candidates: Iterable<Candidate>): IterableIterator<Value<Run>> {
  for (const { run, cursor } of candidates) yield new Value(legible(run), cursor)
}

/** The run with a short text for fast-check's reports, where its JSON would fill pages. */
function legible(run: Run): Run {
  const { setup } = run.kind === 'plan' ? run.plan : run
  const what =
    run.kind === 'plan'
      ? `${run.plan.scheduler.kind} plan, seed ${run.plan.seed}`
      : `${run.steps.length} steps`
  const text = `<${what}: ${[...setup.servers, ...setup.clients].join(' ')}>`
  return Object.defineProperty({ ...run }, fc.toStringMethod, { value: () => text, enumerable: false })
}
