import type { Cast } from '../port/index.ts'
import { play, tryRun, type Arena, type Minimiser, type Run } from '../schedule/index.ts'
import type { Judgement, Step, Trace } from '../trace/index.ts'
import type { StateMachine } from '../world/index.ts'
import { createMinimiser } from './minimise.ts'
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

export function minimiserOf(subject: Subject): Minimiser {
  return createMinimiser(
    (run) =>
      tryRun(
        subject.cast,
        subject.machine,
        run.setup,
        run.steps.map(({ step }) => step),
      ).taken,
    (plan) => stepsOf(playSubject(subject, { kind: 'plan', plan })),
  )
}

/** The schedule of a trace: its causes without the starts of the nodes. */
function stepsOf(trace: Trace): readonly Step[] {
  return trace.entries.map(({ cause }) => cause).filter((cause) => cause.kind !== 'start')
}
