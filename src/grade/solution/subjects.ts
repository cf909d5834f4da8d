import type { Subject } from '../../hunt/index.ts'
import type { Lab } from '../../labs/index.ts'
import type { Cast } from '../../port/index.ts'
import type { Service } from '../../services/index.ts'
import { subjectOf } from '../../subject.ts'
import { createEvaluate, type Evaluation } from './evaluate.ts'
import type { Unusable } from './problem.ts'
import type { Program } from './program.ts'
import type { Print } from './shadows.ts'
import { validate } from './validate.ts'
import { createWatch } from './watch.ts'

/** A solution in its lab. */
export interface Subjects {
  readonly kind: 'subjects'
  /**
   * One evaluation of the solution for all runs: quick, since the engine optimises what runs again and again; but
   * what a module remembers passes from one run to the next.
   */
  readonly lasting: Subject
  /** One evaluation for the nodes of a run: they share what lies outside their fields. */
  readonly together: Subject
  /** An evaluation for each node, as if each were on a machine of its own. */
  readonly isolated: Subject
  /** Suspects, should nodes share state: `sequence (solution.ts:12)`. */
  readonly moduleStates: readonly string[]
}

export function createSubjects(
  lab: Lab,
  service: Service,
  program: Program,
  meter: Int32Array,
  print: Print,
): Subjects | Unusable {
  const watch = createWatch(program, meter)
  const evaluate = createEvaluate(program, watch, print)
  const first = evaluate()
  if (first.kind === 'unusable') return first
  const problems = validate(lab, first)
  if (problems.length > 0) return { kind: 'unusable', problems }
  const subject = subjectOf(lab, service, partsOf(first), watch.guard)
  const cast = (): Cast => lab.cast(partsOf(evaluate()), watch.guard)
  return {
    kind: 'subjects',
    lasting: subject,
    together: withCast(subject, cast),
    isolated: withCast(subject, () => ({
      guard: watch.guard,
      fixed: lab.fixed,
      createFixed: (address) => cast().createFixed(address),
      createServer: (address, app) => cast().createServer(address, app),
      createClient: (address) => cast().createClient(address),
    })),
    moduleStates: program.moduleStates.map(({ name, ...place }) => {
      const where = watch.where(place)
      return where === null ? name : `${name} (${where})`
    }),
  }
}

/** A subject whose cast is made anew for each run: a world asks for it once, when it begins. */
function withCast(subject: Subject, cast: () => Cast): Subject {
  return {
    ...subject,
    get cast() {
      return cast()
    },
  }
}

/** A subject with other judgements or marks. A spread would call the getter of `cast`, once and for all runs. */
export function derive(subject: Subject, changes: Partial<Omit<Subject, 'cast'>>): Subject {
  const descriptors = {
    ...Object.getOwnPropertyDescriptors(subject),
    ...Object.getOwnPropertyDescriptors(changes),
  }
  return Object.defineProperties({}, descriptors) as Subject
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
