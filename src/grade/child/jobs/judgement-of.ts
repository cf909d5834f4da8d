import type { Finding, Subject } from '../../../hunt/index.ts'
import { storyJudgement, storyProperty, type Scenario } from '../../../labs/scenario.ts'
import { scenarios } from '../../../labs/scenarios.ts'
import type { Judgement } from '../../../trace/index.ts'
import { costJudgement, costProperty } from '../../cost.ts'

/**
 * Who judges the run of a finding: a judgement of the lab; the story that the run was to be; or a bound of messages. Null
 * for a property that nobody here knows.
 */
export function judgementOf(
  { property, signature }: Finding,
  subject: Pick<Subject, 'judgements' | 'marksOf'>,
): Judgement | null {
  if (property === costProperty) return costJudgement(signature)
  if (property !== storyProperty) return subject.judgements.find(({ name }) => name === property) ?? null
  const scenario = storyNamed(signature)
  return scenario === null ? null : storyJudgement(subject, scenario)
}

/** Signatures of stories begin with the scenario's name, up to a full stop. */
function storyNamed(signature: string): Scenario | null {
  return scenarios.find(({ name }) => signature.startsWith(`${name}.`)) ?? null
}
