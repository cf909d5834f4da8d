import type { Scenario } from '../../labs/scenario.ts'
import { BadRubric, listAt, optional, objectAt, oneOfAt, refuse, textAt, type Place } from './fields.ts'

/** Reads a scenario from a file: JSON of the shape of `Scenario`. Throws `BadRubric`. */
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
  optional(fields.judgedBy, (place) => listAt(place, 'names of properties'))
  // Its fields were looked at above; what is below them is the scheduler's to read.
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, { value }]) => (value === undefined ? [] : [[name, value]])),
  ) as unknown as Scenario
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
  textAt(setup.service, 'the name of a service')
  for (const list of [setup.servers, setup.clients, plan.operations]) {
    if (!Array.isArray(list.value)) refuse(list, 'a list')
  }
  const scheduler = plan.scheduler.value
  const kind =
    typeof scheduler === 'object' && scheduler !== null && 'kind' in scheduler ? scheduler.kind : scheduler
  oneOfAt({ path: `${plan.scheduler.path}.kind`, value: kind }, ['timed'])
  if (typeof plan.seed.value !== 'number') refuse(plan.seed, 'a number')
}

function checkExpects(place: Place): void {
  const expects = objectAt(place, ['kind', 'name', 'marks', 'occasions', 'never'])
  if (oneOfAt(expects.kind, ['survives', 'stuck']) === 'stuck') textAt(expects.name, 'the name of the case')
  if (!Array.isArray(expects.marks.value)) refuse(expects.marks, 'a list of marks')
  if (typeof expects.occasions.value !== 'object' || expects.occasions.value === null)
    refuse(expects.occasions, 'an object of occasions, by a name for people')
}
