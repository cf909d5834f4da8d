import { labs } from '../../src/labs/index.ts'
import {
  runScenario,
  type Scenario,
  type ScenarioOutcome,
  type ScenarioResult,
} from '../../src/labs/scenario.ts'
import { unguarded } from '../../src/port/index.ts'
import hotStandby from '../../src/reference/hot-standby/index.ts'
import singleServer from '../../src/reference/single-server/index.ts'
import { keyValue } from '../../src/services/index.ts'
import { subjectOf } from '../../src/subject.ts'

/** A correct solution of each lab. */
export const references: Readonly<Record<string, object>> = {
  'primary-backup': hotStandby,
  'single-server': singleServer,
}

export function resultOf(solution: object | undefined, scenario: Scenario): ScenarioResult {
  const lab = labs[scenario.lab]
  if (lab === undefined || solution === undefined)
    throw new Error(`no lab or no solution for ${scenario.lab}`)
  return runScenario(subjectOf(lab, keyValue, solution, unguarded), scenario)
}

/** The outcome of a correct solution. */
export function comesThrough({ expects }: Scenario): ScenarioOutcome {
  return expects.kind === 'stuck' ? { kind: 'stuck', name: expects.name } : { kind: 'survived' }
}
