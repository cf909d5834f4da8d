import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { formats, type Told } from '../../../src/grade/index.ts'
import { grade, hostile, item, mixed, told } from './grades.ts'
import { autolabExample, autolabSchema } from './schemas/autolab.ts'
import { ctrfExample, ctrfSchema } from './schemas/ctrf.ts'
import { githubClassroomExample, githubClassroomSchema } from './schemas/github-classroom.ts'
import { gradescopeExample, gradescopeSchema } from './schemas/gradescope.ts'
import { prairielearnExample, prairielearnSchema } from './schemas/prairielearn.ts'

const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allErrors: true })

function errorsOf(schema: object, value: unknown): unknown {
  ajv.validate(schema, value)
  return ajv.errors ?? []
}

const specified = [
  { name: 'gradescope', schema: gradescopeSchema, example: gradescopeExample },
  { name: 'github-classroom', schema: githubClassroomSchema, example: githubClassroomExample },
  { name: 'prairielearn', schema: prairielearnSchema, example: prairielearnExample },
  { name: 'autolab', schema: autolabSchema, example: autolabExample },
  { name: 'ctrf', schema: ctrfSchema, example: ctrfExample },
] as const

/** The JSON of a format; of Autolab's, that is the last line. */
function jsonOf(name: (typeof specified)[number]['name'], all: readonly Told[]): unknown {
  const text = formats[name].write(all)
  return JSON.parse(name === 'autolab' ? (text.trimEnd().split('\n').at(-1) ?? '') : text)
}

const grades: Readonly<Record<string, readonly Told[]>> = {
  'nothing yet': [],
  'one of each verdict': [mixed],
  'still being graded': [told(mixed.grade, {}, false)],
  'no points at all': [told(grade([item({ id: 'a', pointsMax: 0 })]))],
  'nothing but what is hidden': [told(grade([item({ id: 'a', hidden: true })]))],
  unusable: [
    told(grade([], { status: 'unusable', problems: [{ where: 'solution.ts:3', message: 'expected ;' }] })),
  ],
  'cut short': [
    told(grade(mixed.grade.items, { status: 'cut short', problems: [{ where: null, message: 'hangs' }] })),
  ],
}

describe.each(specified)('$name', ({ name, schema, example }) => {
  test('has a schema that takes the documented example, and not all', () => {
    expect(errorsOf(schema, example)).toEqual([])
    expect(errorsOf(schema, {})).not.toEqual([])
    expect(errorsOf(schema, { ...example, misspelt: 1 })).not.toEqual([])
  })

  test.each(Object.keys(grades))('keeps to it: %s', (which) => {
    expect(errorsOf(schema, jsonOf(name, grades[which] ?? []))).toEqual([])
  })

  test.each(hostile)('keeps to it, whatever a student writes: %j', (text) => {
    const one = item({ id: 'failover', title: text, because: text, verdict: 'violated' })
    const problems = [{ where: text, message: text }]
    for (const status of ['graded', 'unusable', 'cut short'] as const) {
      const all = [told(grade([one], { solution: text, status, problems, warnings: problems }))]
      expect(errorsOf(schema, jsonOf(name, all))).toEqual([])
      // Databases take no null character and no half of a pair, not even escaped.
      expect(formats[name].write(all)).not.toMatch(/\\u0000|\\u001b|\\ud800/i)
    }
  })
})

test('CTRF counts its tests', () => {
  expect(jsonOf('ctrf', [mixed, mixed])).toHaveProperty(
    'results.summary',
    expect.objectContaining({ tests: 12, passed: 2, failed: 6, skipped: 2, other: 2, pending: 0, suites: 2 }),
  )
})

test('PrairieLearn does not take an attempt for a solution that cannot be used', () => {
  expect(jsonOf('prairielearn', grades['unusable'] ?? [])).toMatchObject({
    gradable: false,
    format_errors: ['solution.ts:3: expected ;'],
  })
})

test.each([
  ['gradescope', { score: 10 }],
  ['prairielearn', { score: 10 / 56.5 }],
  ['github-classroom', { status: 'fail', max_score: 56.5 }],
  ['autolab', { scores: { failover: 10, 'private-items': 0 }, scoreboard: [10] }],
] as const)('the points of %s are those of the grade, hidden items too', (name, points) => {
  expect(jsonOf(name, [mixed])).toMatchObject(points)
})

test('Gradescope adds up: the score is that of all tests together', () => {
  const { tests } = jsonOf('gradescope', [mixed]) as { tests: { score: number; max_score: number }[] }
  expect(tests.reduce((sum, { max_score }) => sum + max_score, 0)).toBe(mixed.grade.pointsMax)
  expect(tests.reduce((sum, { score }) => sum + score, 0)).toBe(mixed.grade.points)
})

test('a grading that was stopped says that it was not over', () => {
  for (const name of ['gradescope', 'prairielearn', 'autolab', 'junit', 'github-summary'] as const) {
    expect(formats[name].write([told(mixed.grade, {}, false)])).toContain('The grading was not over')
    expect(formats[name].write([mixed])).not.toContain('The grading was not over')
  }
})

test('a run is told once, and other items refer to it', () => {
  const one = { text: 'the whole run', mermaid: '', steps: 3, again: 'npx again' }
  const text = formats.gradescope.write([told(mixed.grade, { 'stale-read': one, linearizable: one })])
  expect(text.match(/the whole run/g)).toHaveLength(1)
  expect(text).toContain('The run is that of stale-read, above.')
})
