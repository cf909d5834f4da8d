import {
  findingOf,
  hunt,
  type Finding,
  type HuntResult,
  type Outcome,
  type Subject,
} from '../../../hunt/index.ts'
import type { Judgement, Trace } from '../../../trace/index.ts'
import { sharedStateFinding, sharedStateProperty } from '../../solution/shared-state.ts'
import { derive } from '../../solution/subjects.ts'
import type { Bench, JobKind } from './job.ts'

/** Plays schedules and shrinks what fails. */
export interface HuntJob {
  readonly kind: 'hunt'
  readonly seed: number
  readonly schedulesMax: number
  /** Names of judgements; null: all of the lab. */
  readonly properties: readonly string[] | null
}

export type HuntEvent =
  /** A failure as it was first seen, not shrunk: what remains if the hunt does not come to its end. */
  | { readonly kind: 'sighting'; readonly finding: Finding }
  | { readonly kind: 'outcome'; readonly outcome: Outcome }
  | { readonly kind: 'hunted'; readonly summary: HuntSummary }

/** `marks` says in how many schedules each was seen, `bySchedulers` how many each scheduler chose. */
export interface HuntSummary extends Pick<
  HuntResult,
  'schedules' | 'steps' | 'distinct' | 'drawn' | 'searched'
> {
  readonly bySchedulers: Readonly<Record<string, number>>
  readonly marks: Readonly<Record<string, number>>
}

export const huntJob: JobKind<HuntJob, HuntEvent> = {
  kind: 'hunt',
  run,
  describe: ({ seed, schedulesMax }) => `hunting through ${schedulesMax} schedules with seed ${seed}`,
}

/**
 * Nodes that share state outside their fields are found first; the hunt goes on with nodes that cannot share: what they
 * would have faked is not faked, and every other finding replays.
 */
function run({ seed, schedulesMax, properties }: HuntJob, bench: Bench<HuntEvent>): void {
  const { subjects, report, onProgress } = bench
  const judgements = chosen(subjects.together.judgements, properties).map((each) => sighted(each, bench))
  // With the same seed the first schedules are the same, so that they have the same numbers.
  const shared = sharedStateFinding(subjects, { seed, schedulesMax }, (subject) =>
    observed(subject, bench, (trace) => judgements.forEach((judgement) => judgeOn(judgement, trace))),
  )
  if (shared !== null && judgements.some(({ name }) => name === sharedStateProperty)) {
    report({ kind: 'sighting', finding: shared })
  }
  // Where nodes may share what lies outside their fields, trying everything by their fields says nothing.
  const small = subjects.moduleStates.length === 0 ? {} : { small: null }
  const subject = derive(subjects.isolated, { judgements, ...small })
  const result = hunt(
    observed(subject, bench, () => {}),
    { seed, schedulesMax, onProgress },
  )
  for (const outcome of result.outcomes) {
    report({ kind: 'outcome', outcome: shared === null ? outcome : withShared(outcome, shared) })
  }
  const { bySchedulers, marks, schedules, steps, distinct, drawn, searched } = result
  const summary = {
    schedules,
    steps,
    distinct,
    drawn,
    searched,
    bySchedulers: Object.fromEntries(bySchedulers),
    marks: Object.fromEntries(marks),
  }
  report({ kind: 'hunted', summary })
}

function chosen(
  judgements: readonly Judgement[],
  properties: readonly string[] | null,
): readonly Judgement[] {
  if (properties === null) return judgements
  return properties.map((property) => {
    const judgement = judgements.find(({ name }) => name === property)
    if (judgement !== undefined) return judgement
    throw new Error(
      `unknown property \`${property}\`: expected one of ${judgements.map(({ name }) => name).join(', ')}`,
    )
  })
}

/** Numbers the schedules, and looks at each when it has been played. */
function observed(subject: Subject, bench: Bench<HuntEvent>, look: (trace: Trace) => void): Subject {
  let schedules = 1
  bench.onSchedule(schedules)
  return derive(subject, {
    // Asked for once in each fresh schedule.
    marksOf: (trace) => {
      schedules += 1
      bench.onSchedule(schedules)
      look(trace)
      return subject.marksOf(trace)
    },
  })
}

function judgeOn({ on, judge }: Judgement, trace: Trace): void {
  if (on === 'every schedule' || trace.calm !== null) judge(trace)
}

/** Reports the first failure as it is, before it is shrunk. */
function sighted(judgement: Judgement, { report }: Bench<HuntEvent>): Judgement {
  let isSighted = false
  const judge = (trace: Trace): ReturnType<Judgement['judge']> => {
    const verdict = judgement.judge(trace)
    if (verdict.kind === 'violated' && !isSighted) {
      isSighted = true
      report({ kind: 'sighting', finding: findingOf(judgement.name, verdict, trace, null) })
    }
    return verdict
  }
  return { ...judgement, judge }
}

/** The property that shared state breaks is broken, whatever else the hunt says of it. */
function withShared(outcome: Outcome, shared: Finding): Outcome {
  if (outcome.property !== shared.property || outcome.verdict.kind === 'violated') return outcome
  return {
    ...outcome,
    schedules: 0,
    verdict: { kind: 'violated', finding: shared, scheduler: null, others: [] },
  }
}
