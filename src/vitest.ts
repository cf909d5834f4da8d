import type { IProperty } from 'fast-check'
import { explainFinding } from './explained.ts'
import { findingOf, minimiserOf, playSubject, runOf, type Finding, type Subject } from './hunt/index.ts'
import { labs, type Lab } from './labs/index.ts'
import type { PrimaryBackup } from './labs/primary-backup/index.ts'
import { unguarded } from './port/index.ts'
import { renderText } from './report/index.ts'
import { Diverged, plans, runProperty, trySteps, type Run } from './schedule/index.ts'
import { services } from './services/index.ts'
import { subjectOf } from './subject.ts'
import type { Trace } from './trace/index.ts'
import { World } from './world/index.ts'

export { matchers } from './vitest/matchers.ts'

/** Reads as `fc.assert(linearizable(solution))`: one order of the calls explains every result. */
export const linearizable = (solution: PrimaryBackup): IProperty<[Run]> => claim(solution, 'linearizable')

/** One primary in each view, and only it answers. */
export const singlePrimary = (solution: PrimaryBackup): IProperty<[Run]> => claim(solution, 'single-primary')

/** No write takes effect more often than it was invoked. */
export const noDuplicateWrites = (solution: PrimaryBackup): IProperty<[Run]> =>
  claim(solution, 'no-duplicate-writes')

/** The view service keeps its contract. */
export const viewService = (solution: PrimaryBackup): IProperty<[Run]> => claim(solution, 'view-service')

/** Every call is answered in the calm after the storm. */
export const progress = (solution: PrimaryBackup): IProperty<[Run]> => claim(solution, 'progress')

/** Handlers keep to the port. */
export const wellBehaved = (solution: PrimaryBackup): IProperty<[Run]> => claim(solution, 'well-behaved')

/** A saved finding as one of fast-check's `examples`: `fc.assert(linearizable(solution), { examples: [example(finding)] })`. */
export function example(finding: Finding): [Run] {
  return [runOf(finding)]
}

function claim(solution: PrimaryBackup, name: string): IProperty<[Run]> {
  const lab = known(labs, 'primary-backup')
  const subject = subjectOf(lab, known(services, 'key-value'), solution, unguarded)
  // While fast-check shrinks, only a failure in the same way counts as the same failure.
  let signature: string | null = null
  return runProperty(plans(subject.arena), minimiserOf(subject), (run) => {
    const failure = failureOf(subject, lab, name, run)
    if (failure === null || (signature !== null && failure.signature !== signature)) return
    signature = failure.signature
    throw new Error(failure.text)
  })
}

function failureOf(
  subject: Subject,
  lab: Lab,
  name: string,
  run: Run,
): { signature: string; text: string } | null {
  const judgement = known(Object.fromEntries(subject.judgements.map((one) => [one.name, one])), name)
  const trace = playAsFarAsPossible(subject, run)
  if (judgement.on === 'timed schedules' && trace.calm === null) return null
  const verdict = judgement.judge(trace)
  if (verdict.kind !== 'violated') return null
  const explanation = explainFinding(findingOf(name, verdict, trace, null), subject, lab, null, 'essential')
  const text =
    explanation === null ? verdict.because : renderText(explanation, { colour: false, columns: 100 })
  return { signature: verdict.signature, text }
}

/** A recorded run may be of a version of the solution that did other things: then what can be taken of it is. */
function playAsFarAsPossible(subject: Subject, run: Run): Trace {
  try {
    return playSubject(subject, run)
  } catch (error) {
    if (!(error instanceof Diverged) || run.kind !== 'steps') throw error
    const world = new World(run.setup, subject.cast, subject.machine)
    trySteps(
      world,
      run.steps.map(({ step }) => step),
    )
    return world.trace(null, null)
  }
}

function known<T>(all: Readonly<Record<string, T>>, name: string): T {
  const one = all[name]
  if (one === undefined) throw new Error(`expected one of ${Object.keys(all).join(', ')}, found ${name}`)
  return one
}
