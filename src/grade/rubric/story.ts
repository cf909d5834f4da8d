import { labs } from '../../labs/index.ts'
import { runScenario, type Scenario, type ScenarioOutcome } from '../../labs/scenario.ts'
import { servicesOf } from '../../labs/services.ts'
import { unguarded } from '../../port/index.ts'
import { faultKinds } from '../../schedule/index.ts'
import { services } from '../../services/index.ts'
import { subjectOf } from '../../subject.ts'
import { rightSolutions } from '../references.ts'
import {
  BadRubric,
  elementsAt,
  listAt,
  optional,
  objectAt,
  oneOfAt,
  refuse,
  textAt,
  type Place,
} from './fields.ts'

/**
 * Reads a scenario from a file: JSON of the shape of `Scenario`. Throws `BadRubric`, also where the reference does not come
 * through: such a story says nothing of anybody.
 */
export function parseStory(text: string, lab: string): Scenario {
  const fields = objectAt({ path: '', value: jsonIn(text) }, [
    'name',
    'title',
    'slide',
    'rule',
    'lab',
    'story',
    'plan',
    'expects',
    'judgedBy',
  ])
  for (const name of ['name', 'title', 'slide', 'rule', 'story'] as const) textAt(fields[name], 'a text')
  oneOfAt(fields.lab, [lab])
  checkPlan(fields.plan, lab)
  checkExpects(fields.expects)
  // Its fields were looked at above; whether the scheduler can read what is below them, playing it says.
  const story = Object.fromEntries(
    Object.entries(fields).flatMap(([name, { value }]) => (value === undefined ? [] : [[name, value]])),
  ) as unknown as Scenario
  playByReference(story, fields.judgedBy)
  return story
}

function playByReference(story: Scenario, judgedBy: Place): void {
  const [lab, service, solution] = [
    labs[story.lab],
    services[story.plan.setup.service],
    rightSolutions[story.lab],
  ]
  if (lab === undefined || service === undefined || solution === undefined) return
  const subject = subjectOf(lab, service, solution, unguarded)
  const names = subject.judgements.map(({ name }) => name)
  optional(judgedBy, (place) => listAt(place, 'names of properties').map((each) => oneOfAt(each, names)))
  let outcome: ScenarioOutcome
  try {
    outcome = runScenario(subject, story).outcome
  } catch (error) {
    throw new BadRubric(`it cannot be played: ${error instanceof Error ? error.message : String(error)}`)
  }
  const why = troubleOf(outcome)
  if (why !== null) throw new BadRubric(`expected a story that the reference comes through, but ${why}`)
}

function troubleOf(outcome: ScenarioOutcome): string | null {
  switch (outcome.kind) {
    case 'survived':
    case 'stuck':
      return null
    case 'vacuous':
      return `there never was: ${outcome.missing.join('; ')}`
    case 'undecided':
      return outcome.why
    case 'violated':
      return `${outcome.by.join(', ')} is broken`
    default:
      return outcome satisfies never
  }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new BadRubric(
      `expected a scenario as JSON: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

function checkPlan(place: Place, lab: string): void {
  const plan = objectAt(place, ['setup', 'scheduler', 'seed', 'operations'])
  const setup = objectAt(plan.setup, ['lab', 'service', 'servers', 'clients'])
  oneOfAt(setup.lab, [lab])
  const known = labs[lab]
  oneOfAt(setup.service, known === undefined ? Object.keys(services) : servicesOf(known))
  elementsAt(plan.operations)
  for (const nodes of [setup.servers, setup.clients]) {
    const names = elementsAt(nodes).map((each) => textAt(each, 'an address'))
    if (new Set(names).size < names.length) refuse(nodes, 'each address once')
  }
  const scheduler = plan.scheduler.value
  kindAt(plan.scheduler, ['timed'])
  // Any kind would do for the scheduler, up to the moment at which it comes about.
  const faults =
    typeof scheduler === 'object' && scheduler !== null && 'faults' in scheduler ? scheduler.faults : []
  for (const fault of elementsAt({ path: `${plan.scheduler.path}.faults`, value: faults }))
    kindAt(fault, faultKinds)
  if (typeof plan.seed.value !== 'number') refuse(plan.seed, 'a number')
}

/** Of an object that says of which kind it is. */
function kindAt({ path, value }: Place, known: readonly string[]): void {
  const kind = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : value
  oneOfAt({ path: `${path}.kind`, value: kind }, known)
}

function checkExpects(place: Place): void {
  const expects = objectAt(place, ['kind', 'name', 'marks', 'occasions', 'never'])
  if (oneOfAt(expects.kind, ['survives', 'stuck']) === 'stuck') textAt(expects.name, 'the name of the case')
  if (!Array.isArray(expects.marks.value)) refuse(expects.marks, 'a list of marks')
  if (typeof expects.occasions.value !== 'object' || expects.occasions.value === null)
    refuse(expects.occasions, 'an object of occasions, by a name for people')
}
