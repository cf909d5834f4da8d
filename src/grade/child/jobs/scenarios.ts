import { findingOf, shrink, type Finding, type Subject } from '../../../hunt/index.ts'
import {
  runScenario,
  storyJudgement,
  storyProperty,
  type Scenario,
  type ScenarioOutcome,
} from '../../../labs/scenario.ts'
import { scenarios } from '../../../labs/scenarios.ts'
import { entryOf } from '../../../schedule/index.ts'
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
  /** Stories that are not the lecture's. Their names are not in `names`. */
  readonly others?: readonly Scenario[]
  /** Whether the runs of those that come through are wanted, too. */
  readonly withTraces: boolean
}

export interface ScenarioEvent {
  readonly kind: 'scenario'
  readonly name: string
  readonly outcome: ScenarioOutcome
  /**
   * For a violated scenario: the smallest run that breaks its first broken promise in the same way. For a vacuous one:
   * the run as it was, in which something never came.
   */
  readonly finding: Finding | null
  /** Of all that are not violated, if wanted. */
  readonly trace: Trace | null
}

export const scenariosJob: JobKind<ScenariosJob, ScenarioEvent> = {
  kind: 'scenarios',
  run,
  describe: ({ names }) =>
    names.length === 1 ? `playing the scenario ${names[0]}` : `playing ${names.length} scenarios`,
}

function run(
  { names, others, withTraces }: ScenariosJob,
  { subjects, report, onSchedule }: Bench<ScenarioEvent>,
): void {
  for (const [i, scenario] of [...names.map(scenarioNamed), ...(others ?? [])].entries()) {
    onSchedule(i + 1)
    const { name } = scenario
    const subject = derive(subjects.isolated, { machine: serviceNamed(scenario.plan.setup.service) })
    const { outcome, trace } = runScenario(subject, scenario)
    const finding = findingIn(subject, scenario, outcome, trace)
    const isWanted = withTraces && outcome.kind !== 'violated'
    report({ kind: 'scenario', name, outcome, finding, trace: isWanted ? trace : null })
  }
}

function findingIn(
  subject: Subject,
  scenario: Scenario,
  outcome: ScenarioOutcome,
  trace: Trace,
): Finding | null {
  const story = storyJudgement(subject, scenario)
  if (outcome.kind === 'vacuous') {
    // What never came does not come in a smaller run either: only the wait for it can be made shorter.
    const verdict = story.judge(trace)
    if (verdict.kind !== 'violated') return null
    const short = begun(trace, scenario)
    const shortVerdict = story.judge(short)
    return shortVerdict.kind === 'violated' && shortVerdict.signature === verdict.signature
      ? findingOf(storyProperty, { ...shortVerdict, because: verdict.because }, short, null)
      : findingOf(storyProperty, verdict, trace, null)
  }
  if (outcome.kind !== 'violated') return null
  const broken = [...subject.judgements, story].find(({ name }) => outcome.by.includes(name))
  if (broken === undefined) return null
  const verdict = broken.judge(trace)
  const asSeen = verdict.kind === 'violated' ? findingOf(broken.name, verdict, trace, null) : null
  return shrink(subject, broken, { kind: 'plan', plan: scenario.plan }) ?? asSeen
}

/** In virtual time, after the last thing that came: long enough to see that nothing comes of it. */
const waitMs = 1_000

/** The run as far as the story went. */
function begun(trace: Trace, { expects }: Scenario): Trace {
  const came = Object.values(expects.occasions).map((occasion) => entryOf(occasion, trace.entries) ?? 0)
  const untilMs = (trace.entries[Math.max(0, ...came)]?.atMs ?? 0) + waitMs
  return { ...trace, entries: trace.entries.filter(({ atMs }) => (atMs ?? 0) <= untilMs), calm: null }
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
