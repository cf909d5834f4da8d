import { playSubject, runOf, type Finding } from '../../../hunt/index.ts'
import { Diverged } from '../../../schedule/index.ts'
import type { Judgement, Trace, Verdict } from '../../../trace/index.ts'
import { isSharedState, sharedStateTrace } from '../../solution/shared-state.ts'
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
  // A hunt isolates the nodes if it has seen them share state; the finding does not say which it was.
  const first = replayed(judgement, () =>
    isSharedState(finding)
      ? sharedStateTrace(subjects, runOf(finding))
      : playSubject(subjects.together, runOf(finding)),
  )
  const isSame = first.kind === 'judged' && first.verdict.kind === 'violated'
  const result = isSame ? first : replayed(judgement, () => playSubject(subjects.isolated, runOf(finding)))
  report({ kind: 'replayed', result })
}

function replayed(judgement: Judgement, play: () => Trace): ReplayEvent['result'] {
  try {
    const trace = play()
    return { kind: 'judged', verdict: judgement.judge(trace), trace }
  } catch (error) {
    if (!(error instanceof Diverged)) throw error
    return { kind: 'diverged', message: error.message }
  }
}
