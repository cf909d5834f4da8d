import { expect, test } from 'vitest'
import { formats, type Told } from '../../../src/grade/index.ts'
import { grade, item, mixed, told } from './grades.ts'

const ofStudents = Object.entries(formats).filter(([, { readers }]) => readers === 'students')

test('formats for staff are the table and the whole JSON', () => {
  const staff = Object.entries(formats).filter(([, { readers }]) => readers === 'staff')
  expect(staff.map(([name]) => name)).toEqual(['csv', 'json'])
  for (const [, format] of staff) expect(format.write([mixed])).toContain('secret-id')
})

/** By something hidden, for which the others were not reached. */
const because = 'no end while playing secret-id with seed 424242'
const stopped = told(
  grade([...mixed.grade.items, item({ id: 'last', verdict: 'undecided', because })], {
    status: 'cut short',
    problems: [{ where: null, message: because }],
  }),
)

test.each(ofStudents.filter(([name]) => name !== 'gradescope'))(
  '%s tells nothing of what is hidden',
  (_, format) => {
    const text = format.write([mixed])
    expect(text).not.toContain('secret')
    expect(text).not.toContain('424242')
    // What was going on when it was stopped may be hidden, too.
    expect(format.write([stopped])).not.toMatch(/secret|424242/)
  },
)

test('Gradescope has hidden tests for it, and says it nowhere else', () => {
  const read = (one: Told): { tests: { visibility: string }[] } =>
    JSON.parse(formats.gradescope.write([one])) as { tests: { visibility: string }[] }
  const visible = (one: Told): string => {
    const results = read(one)
    return JSON.stringify({
      ...results,
      tests: results.tests.filter(({ visibility }) => visibility === 'visible'),
    })
  }
  const hidden = read(mixed).tests.find(({ visibility }) => visibility === 'hidden')
  expect(hidden).toMatchObject({
    name: 'secret-id: secret-title',
    output: expect.stringContaining('secret-telling'),
  })
  expect(visible(mixed)).toContain('progress')
  expect(visible(mixed)).not.toContain('secret')
  // Where the parts at fault come from what is hidden, they give it away.
  expect(visible(mixed)).not.toContain('At fault')
  expect(visible(stopped)).not.toMatch(/secret|424242/)
})
