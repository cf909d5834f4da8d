import { inevitabilityOf, playSubject, runOf, type Finding, type Subject } from '../../../hunt/index.ts'
import type { Scenario } from '../../../labs/scenario.ts'
import { Diverged, type Run } from '../../../schedule/index.ts'
import type { Inevitability, Trace, Verdict } from '../../../trace/index.ts'
import { isSharedState, replaySharedState } from '../../solution/shared-state.ts'
import type { Bench, JobKind } from './job.ts'
import { judgementOf, storyOf } from './judgement-of.ts'

/** Plays the run of a finding again and judges it. */
export interface ReplayJob {
  readonly kind: 'replay'
  readonly finding: Finding
  /** Whether to find out, too, from which step on it could hardly have ended otherwise: some hundred runs more. */
  readonly withOdds: boolean
  /** Stories that are not the lecture's: see `storiesOf`. */
  readonly others?: readonly Scenario[]
}

export interface ReplayEvent {
  readonly kind: 'replayed'
  readonly result:
    | ({ readonly kind: 'judged' } & Judged)
    /**
     * The solution does not make a recorded step possible: it is not the one of the finding. `taken` steps were, and
     * `verdict` is of those.
     */
    | {
        readonly kind: 'diverged'
        readonly taken: number
        readonly reason: string
        readonly verdict: Verdict
      }
}

export const replayJob: JobKind<ReplayJob, ReplayEvent> = {
  kind: 'replay',
  run,
  describe: ({ finding }) => `replaying a finding of ${finding.property} (${finding.steps.length} steps)`,
}

function run(
  { finding, withOdds, others }: ReplayJob,
  { subjects, report, onSchedule }: Bench<ReplayEvent>,
): void {
  const { judgements } = subjects.together
  const judgement = judgementOf(finding, subjects.together, others ?? [])
  if (judgement === null) {
    const names = judgements.map(({ name }) => name).join(', ')
    throw new Error(`the finding is of the property \`${finding.property}\`: expected one of ${names}`)
  }
  onSchedule(1)
  const plainly =
    (subject: Subject) =>
    (run: Run): Judged => {
      const trace = playSubject(subject, run)
      const verdict = judgement.judge(trace)
      const isViolated = verdict.kind === 'violated'
      const inevitability = isViolated && withOdds ? inevitabilityOf(subject, judgement, finding) : null
      return { verdict, trace, inevitability }
    }
  // Steps of a solution that never came so far leave out how another one would come so far.
  const story = storyOf(finding, others ?? [])
  const told = story === null ? null : plainly(subjects.isolated)({ kind: 'plan', plan: story.plan })
  if (told?.verdict.kind === 'holds') {
    report({ kind: 'replayed', result: { kind: 'judged', ...told } })
    return
  }
  // A hunt isolates the nodes if it has seen them share state; the finding does not say which it was.
  const first = attempt(
    finding,
    isSharedState(finding)
      ? (run) => ({ ...replaySharedState(subjects, run), inevitability: null })
      : plainly(subjects.together),
  )
  const isViolated = first.kind === 'judged' && first.verdict.kind === 'violated'
  report({ kind: 'replayed', result: isViolated ? first : attempt(finding, plainly(subjects.isolated)) })
}

interface Judged {
  readonly verdict: Verdict
  readonly trace: Trace
  /** Null where nothing failed or nobody asked, or for a run with a clock. */
  readonly inevitability: Inevitability | null
}

function attempt(finding: Finding, play: (run: Run) => Judged): ReplayEvent['result'] {
  try {
    return { kind: 'judged', ...play(runOf(finding)) }
  } catch (error) {
    if (!(error instanceof Diverged)) throw error
    const { index: taken, reason } = error
    // As far as it went: whether all would have been answered is not asked of half a run.
    const begun = { ...finding, steps: finding.steps.slice(0, taken), calm: null }
    return { kind: 'diverged', taken, reason, verdict: play(runOf(begun)).verdict }
  }
}
