import type { Lab } from '../../labs/index.ts'
import type { Cast } from '../../port/index.ts'
import { createEvaluate, type Evaluation } from './evaluate.ts'
import { mixedCast } from './mixed-cast.ts'
import { unusable, type Problem, type Unusable } from './problem.ts'
import type { Program } from './program.ts'
import type { Realm } from './realm.ts'
import type { Print } from './shadows.ts'
import { validate } from './validate.ts'
import { createWatch } from './watch.ts'

/**
 * Makes the nodes of a solution, around applications of the service of that name. `part`: only those of that part, beside
 * the reference's others; null: all.
 */
export type MakeCast = (service: string, part: string | null) => Cast

/** The nodes of a solution, however they are reached. */
export interface Casts {
  readonly kind: 'casts'
  /** One evaluation for the nodes of a run: they share what lies outside their fields. */
  readonly together: MakeCast
  /** An evaluation for each node, as if each were on a machine of its own. */
  readonly isolated: MakeCast
  /** Suspects, should nodes share state: `sequence (solution.ts:12)`. */
  readonly moduleStates: readonly string[]
}

export function createCasts(
  lab: Lab,
  program: Program,
  meter: Int32Array,
  print: Print,
  realm: Realm,
): Casts | Unusable {
  const watch = createWatch(program, meter)
  const evaluate = createEvaluate(program, watch, print, realm)
  const first = evaluate()
  if (first.kind === 'unusable') return first
  const problems = problemsOf(lab, first)
  if (problems.length > 0) return { kind: 'unusable', problems }
  const cast = (): Cast => lab.cast(partsOf(evaluate()), watch.guard)
  const alone: Cast = {
    guard: watch.guard,
    fixed: lab.fixed,
    createFixed: (address) => cast().createFixed(address),
    createServer: (address, app) => cast().createServer(address, app),
    createClient: (address) => cast().createClient(address),
  }
  return {
    kind: 'casts',
    together: (_service, part) => mixedCast(lab, part, cast()),
    isolated: (_service, part) => mixedCast(lab, part, alone),
    moduleStates: program.moduleStates.map(({ name, ...place }) => {
      const where = watch.where(place)
      return where === null ? name : `${name} (${where})`
    }),
  }
}

/** What `validate` has approved of. Modules are deterministic: what was usable once is usable again. */
function partsOf(evaluation: Evaluation | Unusable): object {
  if (evaluation.kind === 'unusable') {
    throw new Error(
      `a solution that loaded once did not load again: ${evaluation.problems.map(({ message }) => message).join('; ')}`,
    )
  }
  return evaluation.exported as object
}

/** An export that is a proxy, or has getters, runs code of the solution when it is looked at. */
function problemsOf(lab: Lab, evaluation: Evaluation): readonly Problem[] {
  try {
    return validate(lab, evaluation)
  } catch {
    return unusable(null, 'the default export cannot be looked at: expected a plain object with classes')
      .problems
  }
}
