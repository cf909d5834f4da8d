import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { parseRubric, rubricAsYaml, storiesOf, type Known } from '../../src/grade/index.ts'
import { tasksOf } from '../../src/grade/rubric/tasks.ts'
import { labs, type Rubric } from '../../src/labs/index.ts'
import { scenarios } from '../../src/labs/scenarios.ts'
import { knownIn } from '../../src/cli/rubrics.ts'

const schema: unknown = JSON.parse(
  readFileSync(fileURLToPath(new URL('../../schema/rubric.schema.json', import.meta.url)), 'utf8'),
)
const isValid = new Ajv({ strict: false }).compile(schema as object)

describe.each(Object.values(labs).map((lab) => [lab.name, lab.rubric] as const))('%s', (_name, rubric) => {
  test('its rubric is accepted by the schema', () => {
    expect([isValid(rubric), isValid.errors]).toEqual([true, null])
  })

  test('its rubric is what is read from the YAML that is printed of it', () => {
    expect(parseRubric(rubricAsYaml(rubric), knownIn)).toEqual(rubric)
  })
})

const known: Known = {
  labs: ['vault'],
  scenarios: ['night', 'day'],
  properties: ['closed', 'quiet'],
  explorable: ['closed'],
  fixed: ['vs'],
  parts: ['door'],
}

const whole: Rubric = {
  lab: 'vault',
  seeds: [3, 5],
  items: [
    { id: 'a', title: 'A', points: 1.5, part: 'door', check: { kind: 'scenario', name: 'night' } },
    { id: 'b', title: 'B', points: 0, check: { kind: 'property', name: 'quiet', schedules: 50 } },
    { id: 'c', title: 'C', points: 2, check: { kind: 'property', name: 'quiet' } },
    {
      id: 'd',
      title: 'D',
      points: 2,
      check: {
        kind: 'certificate',
        servers: 2,
        clients: 1,
        ops: 1,
        views: 2,
        joins: 0,
        from: 'day',
        properties: ['closed'],
        states: 9,
        steps: 8,
      },
    },
    { id: 'e', title: 'E', points: 2, check: { kind: 'cost', to: 'vs', perCall: 0.5 } },
    { id: 'f', title: 'F', points: 2, check: { kind: 'story', file: 'stories/one.json' } },
    { id: 'g', title: 'G', points: 2, check: { kind: 'replay', file: 'old.finding.json' } },
  ],
}

test('every kind of item is read from YAML and from JSON, and accepted by the schema', () => {
  expect(parseRubric(rubricAsYaml(whole), () => known)).toEqual(whole)
  expect(parseRubric(JSON.stringify(whole), () => known)).toEqual(whole)
  expect(isValid(whole)).toBe(true)
})

const item = `{ id: a, title: A, points: 1, check: { kind: scenario, name: night } }`
const withCheck = (check: string): string =>
  `{ lab: vault, items: [{ id: a, title: A, points: 1, check: ${check} }] }`

/** What is refused, with what words, and whether the schema refuses it: it does not know the names. */
const refused: readonly (readonly [text: string, message: RegExp, bySchema: boolean])[] = [
  ['[', /expected YAML or JSON: .*line 1/s, true],
  ['- 1', /expected an object \{ lab, seeds, items \}, found \[1\]/, true],
  ['items: []', /lab: expected the name of a lab, found nothing/, true],
  [`{ lab: shop, items: [${item}] }`, /lab: expected one of vault, found "shop"/, false],
  ['{ lab: vault, items: [] }', /items: expected a list of items, at least one, found \[\]/, true],
  [
    `{ lab: vault, seeds: [-1], items: [${item}] }`,
    /seeds\[0\]: expected a whole number from 0, found -1/,
    true,
  ],
  [`{ lab: vault, items: [${item}, ${item}] }`, /the id `a` is used twice/, false],
  [
    '{ lab: vault, items: [{ id: a, title: A, point: 1 }] }',
    /items\[0\]\.point: expected no such field/,
    true,
  ],
  [
    '{ lab: vault, items: [{ id: a, title: A, points: many, check: {} }] }',
    /items\[0\]\.points: expected a number from 0, found "many"/,
    true,
  ],
  [withCheck('night'), /items\[0\]\.check: expected an object \{ kind, … \}, found "night"/, true],
  [withCheck('{ kind: magic }'), /check\.kind: expected one of scenario, story, .*found "magic"/, true],
  [
    withCheck('{ kind: scenario, name: noon }'),
    /check\.name: expected one of night, day, found "noon"/,
    false,
  ],
  [
    withCheck('{ kind: property, name: quiet, schedules: 0 }'),
    /schedules: expected a whole number from 1/,
    true,
  ],
  [withCheck('{ kind: story, file: ../secret.json }'), /file: expected a path below the folder/, true],
  [withCheck('{ kind: replay, file: /etc/passwd }'), /file: expected a path below the folder/, true],
  [
    withCheck('{ kind: cost, to: nowhere, perCall: 1 }'),
    /to: expected the address of a node \(vs, s1, .*found "nowhere"/,
    false,
  ],
  [
    withCheck('{ kind: cost, to: vs, perCall: .inf }'),
    /perCall: expected a number from 0, found Infinity/,
    false,
  ],
  [withCheck('{ kind: cost, to: vs }'), /perCall: expected a number from 0, found nothing/, true],
  [
    withCheck('{ kind: certificate, servers: 1 }'),
    /clients: expected a whole number from 1, found nothing/,
    true,
  ],
  [
    withCheck('{ kind: certificate, servers: 1, clients: 1, ops: 1, states: 1, properties: [quiet] }'),
    /properties\[0\]: expected one of closed, found "quiet"/,
    false,
  ],
]

test.each(refused)('%s is refused', (text, message, bySchema) => {
  expect(() => parseRubric(text, () => known)).toThrow(message)
  if (text !== '[') expect(isValid(parse(text))).toBe(!bySchema)
})

test('a story of a file has one name, when it is played and when its findings are read', () => {
  const check = { kind: 'story', file: 'night.json' } as const
  const items = [{ id: 'owl.1/2', title: 'Owls', points: 1, check }]
  const [story] = scenarios
  if (story === undefined) throw new Error('there are no scenarios')
  const files = { stories: { 'night.json': story }, findings: {} }
  for (const hidden of [true, false]) {
    const [task] = tasksOf(
      items.map((item) => ({ ...item, hidden, seeds: [1], files })),
      { lab: 'primary-backup', parts: [], service: 'key-value', schedulesMax: 1 },
    )
    const named = storiesOf({ rubric: { lab: 'primary-backup', items }, files }, hidden)
    expect(task?.job).toMatchObject({ kind: 'scenarios', others: named })
    expect(named).toMatchObject([{ name: `${hidden ? 'private ' : ''}story owl.1%2F2`, plan: story.plan }])
  }
})
