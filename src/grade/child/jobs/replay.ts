import { playSubject, runOf, type Finding, type Subject } from '../../../hunt/index.ts'
import { Diverged } from '../../../schedule/index.ts'
import type { Trace, Verdict } from '../../../trace/index.ts'
import { isSharedState, replaySharedState } from '../../solution/shared-state.ts'
import type { Bench, JobKind } from './job.ts'

/** Plays the run of a finding again and judges it. */
export interface ReplayJob {
  readonly kind: 'replay'
  readonly finding: Finding
}

export interface ReplayEvent {
  readonly kind: 'replayed'
  readonly result:
    | { readonly kind: 'judged'; readonly verdict: Verdict; readonly trace: Trace }
    /** The solution does not make a recorded step possible: it is not the one of the finding. */
    | { readonly kind: 'diverged'; readonly message: string }
}

export const replayJob: JobKind<ReplayJob, ReplayEvent> = {
  kind: 'replay',
  run,
  describe: ({ finding }) => `replaying a finding of ${finding.property} (${finding.steps.length} steps)`,
}

function run({ finding }: ReplayJob, { subjects, report, onSchedule }: Bench<ReplayEvent>): void {
  const { judgements } = subjects.together
  const judgement = judgements.find(({ name }) => name === finding.property)
  if (judgement === undefined) {
    const names = judgements.map(({ name }) => name).join(', ')
    throw new Error(`the finding is of the property \`${finding.property}\`: expected one of ${names}`)
  }
  onSchedule(1)
  const plainly = (subject: Subject) => (): Judged => {
    const trace = playSubject(subject, runOf(finding))
    return { verdict: judgement.judge(trace), trace }
  }
  // A hunt isolates the nodes if it has seen them share state; the finding does not say which it was.
  const first = attempt(
    isSharedState(finding) ? () => replaySharedState(subjects, runOf(finding)) : plainly(subjects.together),
  )
  const isViolated = first.kind === 'judged' && first.verdict.kind === 'violated'
  report({ kind: 'replayed', result: isViolated ? first : attempt(plainly(subjects.isolated)) })
}

interface Judged {
  readonly verdict: Verdict
  readonly trace: Trace
}

function attempt(play: () => Judged): ReplayEvent['result'] {
  try {
    return { kind: 'judged', ...play() }
  } catch (error) {
    if (!(error instanceof Diverged)) throw error
    return { kind: 'diverged', message: error.message }
  }
}
