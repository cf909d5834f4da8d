import { placementOf } from '../properties/placement.ts'
import { explain, type Explanation, type Failure, type Replay } from './explain/index.ts'
import { playSubject, runOf, type Finding, type Subject } from './hunt/index.ts'
import type { Lab } from './labs/index.ts'

/** Tells a failed run, with the order that the other calls have. */
export function explainTrace(failure: Omit<Failure, 'placement'>): Explanation {
  const { trace, judgement, violated } = failure
  const placement = judgement.name === 'linearizable' ? placementOf(trace, violated) : null
  return explain({ ...failure, placement })
}

/**
 * Replays a finding, judges it again and tells it. Returns null when the promise is kept this time: the solution has
 * changed. Throws when the recorded steps cannot be taken any more, or nobody judges the finding's property.
 */
export function explainFinding(
  finding: Finding,
  subject: Subject,
  lab: Lab,
  replay: Replay | null,
  detail: Failure['detail'],
): Explanation | null {
  const judgement = subject.judgements.find(({ name }) => name === finding.property)
  if (judgement === undefined) {
    const known = subject.judgements.map(({ name }) => name).join(', ')
    throw new Error(`nobody judges \`${finding.property}\` in the lab ${lab.name}: expected one of ${known}`)
  }
  const trace = playSubject(subject, runOf(finding))
  const violated = judgement.judge(trace)
  const isShortest = finding.minimality === 'proved'
  return violated.kind === 'violated'
    ? explainTrace({ trace, judgement, violated, lab, replay, detail, isShortest })
    : null
}
