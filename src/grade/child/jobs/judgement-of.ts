import type { Finding, Subject } from '../../../hunt/index.ts'
import { storyJudgement, storyProperty, type Scenario } from '../../../labs/scenario.ts'
import { scenarios } from '../../../labs/scenarios.ts'
import type { Judgement } from '../../../trace/index.ts'
import { costJudgement, costProperty } from '../../cost.ts'

/**
 * Who judges the run of a finding: a judgement of the lab; the story that the run was to be, of the lecture or one of
 * `others`; or a bound of messages. Null for a property that nobody here knows.
 */
export function judgementOf(
  finding: Finding,
  subject: Pick<Subject, 'judgements' | 'marksOf'>,
  others: readonly Scenario[],
): Judgement | null {
  const { property, signature } = finding
  if (property === costProperty) return costJudgement(signature)
  if (property !== storyProperty) return subject.judgements.find(({ name }) => name === property) ?? null
  const scenario = storyOf(finding, others)
  return scenario === null ? null : storyJudgement(subject, scenario)
}

/**
 * The story that the run of a finding was to be; null where it was to be none. Signatures of stories begin with the
 * scenario's name, up to a full stop; one name may go on where another ends.
 */
export function storyOf({ property, signature }: Finding, others: readonly Scenario[]): Scenario | null {
  if (property !== storyProperty) return null
  const named = [...scenarios, ...others].filter(({ name }) => signature.startsWith(`${name}.`))
  return named.toSorted((a, b) => b.name.length - a.name.length)[0] ?? null
}
