import { labs } from '../../src/labs/index.ts'
import {
  runScenario,
  type Scenario,
  type ScenarioOutcome,
  type ScenarioResult,
} from '../../src/labs/scenario.ts'
import { unguarded } from '../../src/port/index.ts'
import { services } from '../../src/services/index.ts'
import { subjectOf } from '../../src/subject.ts'
import { correct } from '../correct/index.ts'

/** Correct solutions of a lab, by name. */
export function correctSolutionsOf(lab: string): Readonly<Record<string, object>> {
  return Object.fromEntries(
    correct.filter((each) => each.lab === lab).flatMap(({ solutions }) => Object.entries(solutions)),
  )
}

export function resultOf(solution: object, scenario: Scenario): ScenarioResult {
  const lab = labs[scenario.lab]
  const service = services[scenario.plan.setup.service]
  if (lab === undefined || service === undefined) throw new Error(`${scenario.name} has no lab or no service`)
  return runScenario(subjectOf(lab, service, solution, unguarded), scenario)
}

/** The outcome of a correct solution. */
export function comesThrough({ expects }: Scenario): ScenarioOutcome {
  return expects.kind === 'stuck' ? { kind: 'stuck', name: expects.name } : { kind: 'survived' }
}
