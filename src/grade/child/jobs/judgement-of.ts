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
  { property, signature }: Finding,
  subject: Pick<Subject, 'judgements' | 'marksOf'>,
  others: readonly Scenario[],
): Judgement | null {
  if (property === costProperty) return costJudgement(signature)
  if (property !== storyProperty) return subject.judgements.find(({ name }) => name === property) ?? null
  const scenario = storyNamed(signature, [...scenarios, ...others])
  return scenario === null ? null : storyJudgement(subject, scenario)
}

/** Signatures of stories begin with the scenario's name, up to a full stop; one name may go on where another ends. */
function storyNamed(signature: string, stories: readonly Scenario[]): Scenario | null {
  const named = stories.filter(({ name }) => signature.startsWith(`${name}.`))
  return named.toSorted((a, b) => b.name.length - a.name.length)[0] ?? null
}
