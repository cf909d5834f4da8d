import { labs } from '../../src/labs/index.ts'
import {
  runScenario,
  type Scenario,
  type ScenarioOutcome,
  type ScenarioResult,
} from '../../src/labs/scenario.ts'
import { unguarded } from '../../src/port/index.ts'
import singleServer from '../../src/reference/single-server/index.ts'
import { keyValue } from '../../src/services/index.ts'
import { subjectOf } from '../../src/subject.ts'
import { correct } from '../correct/index.ts'

/** Correct solutions of each lab, by name. */
export const correctSolutions: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  'primary-backup': correct,
  'single-server': { reference: singleServer },
}

export function resultOf(solution: object, scenario: Scenario): ScenarioResult {
  const lab = labs[scenario.lab]
  if (lab === undefined) throw new Error(`no lab ${scenario.lab}`)
  return runScenario(subjectOf(lab, keyValue, solution, unguarded), scenario)
}

/** The outcome of a correct solution. */
export function comesThrough({ expects }: Scenario): ScenarioOutcome {
  return expects.kind === 'stuck' ? { kind: 'stuck', name: expects.name } : { kind: 'survived' }
}
