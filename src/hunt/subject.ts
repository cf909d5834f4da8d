import type { Cast } from '../port/index.ts'
import { Diverged, play, tryRun, type Arena, type Run } from '../schedule/index.ts'
import type { Judgement, Trace } from '../trace/index.ts'
import type { StateMachine } from '../world/index.ts'
import type { SmallScopes } from './scopes.ts'

/** An implementation and everything that is needed to judge it. */
export interface Subject {
  readonly arena: Arena
  readonly cast: Cast
  readonly machine: StateMachine
  readonly judgements: readonly Judgement[]
  /** For trying everything in small scopes; null where that says nothing: where the service decides. */
  readonly small: SmallScopes | null
  readonly marksOf: (trace: Trace) => ReadonlySet<string>
}

export function playSubject(subject: Subject, run: Run): Trace {
  return play(subject.cast, subject.machine, run)
}

/** A recorded run may be of a version of the solution that did other things: then what can be taken of it is. */
export function playAsFarAsPossible(subject: Subject, run: Run): Trace {
  try {
    return playSubject(subject, run)
  } catch (error) {
    if (!(error instanceof Diverged) || run.kind !== 'steps') throw error
    const steps = run.steps.map(({ step }) => step)
    return tryRun(subject.cast, subject.machine, run.setup, steps).world.trace(null, null)
  }
}
