import { shrink, type Finding } from '../../../hunt/index.ts'
import { runScenario, type Scenario, type ScenarioOutcome } from '../../../labs/scenario.ts'
import { scenarios } from '../../../labs/scenarios.ts'
import type { Trace } from '../../../trace/index.ts'
import { services } from '../../../services/index.ts'
import { derive } from '../../solution/subjects.ts'
import type { Bench, JobKind } from './job.ts'

/**
 * Plays scenarios of the lecture and shrinks what fails. A story is told with the service of its plan, whatever else
 * is done with the solution: its calls are that service's.
 */
export interface ScenariosJob {
  readonly kind: 'scenarios'
  readonly names: readonly string[]
  /** Whether the runs of those that come through are wanted, too. */
  readonly withTraces: boolean
}

export interface ScenarioEvent {
  readonly kind: 'scenario'
  readonly name: string
  readonly outcome: ScenarioOutcome
  /** For a violated scenario: the smallest run that breaks its first broken promise in the same way. */
  readonly finding: Finding | null
  /** For any other, if wanted. */
  readonly trace: Trace | null
}

export const scenariosJob: JobKind<ScenariosJob, ScenarioEvent> = {
  kind: 'scenarios',
  run,
  describe: ({ names }) =>
    names.length === 1 ? `playing the scenario ${names[0]}` : `playing ${names.length} scenarios`,
}

function run(
  { names, withTraces }: ScenariosJob,
  { subjects, report, onSchedule }: Bench<ScenarioEvent>,
): void {
  for (const [i, name] of names.entries()) {
    onSchedule(i + 1)
    const scenario = scenarioNamed(name)
    const subject = derive(subjects.isolated, { machine: serviceNamed(scenario.plan.setup.service) })
    const { outcome, trace } = runScenario(subject, scenario)
    const finding = findingIn(subject, scenario, outcome)
    report({ kind: 'scenario', name, outcome, finding, trace: withTraces && finding === null ? trace : null })
  }
}

function findingIn(
  subject: Parameters<typeof shrink>[0],
  { plan }: Scenario,
  outcome: ScenarioOutcome,
): Finding | null {
  if (outcome.kind !== 'violated') return null
  const broken = subject.judgements.find(({ name }) => outcome.by.includes(name))
  return broken === undefined ? null : shrink(subject, broken, { kind: 'plan', plan })
}

function scenarioNamed(name: string): Scenario {
  const scenario = scenarios.find((one) => one.name === name)
  if (scenario !== undefined) return scenario
  throw new Error(
    `unknown scenario \`${name}\`: expected one of ${scenarios.map((one) => one.name).join(', ')}`,
  )
}

function serviceNamed(name: string): (typeof services)[string] {
  const service = services[name]
  if (service !== undefined) return service
  throw new Error(`unknown service \`${name}\`: expected one of ${Object.keys(services).join(', ')}`)
}
