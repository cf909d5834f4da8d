import { placementOf } from '../properties/placement.ts'
import { explain, type Explanation, type Replay } from './explain/index.ts'
import { playSubject, runOf, type Finding, type Subject } from './hunt/index.ts'
import type { Lab } from './labs/index.ts'

/**
 * Replays a finding, judges it again and tells it. Returns null when the promise is kept this time: the solution has
 * changed. Throws when the recorded steps cannot be taken any more, or nobody judges the finding's property.
 */
export function explainFinding(
  finding: Finding,
  subject: Subject,
  lab: Lab,
  replay: Replay | null,
): Explanation | null {
  const judgement = subject.judgements.find(({ name }) => name === finding.property)
  if (judgement === undefined)
    throw new Error(`no judgement \`${finding.property}\`: expected one of the lab ${lab.name}`)
  const trace = playSubject(subject, runOf(finding))
  const violated = judgement.judge(trace)
  if (violated.kind !== 'violated') return null
  const placement = judgement.name === 'linearizable' ? placementOf(trace, violated) : null
  return explain({ trace, judgement, violated, lab, placement, replay })
}
