import { expect, test } from 'vitest'
import { formats } from '../../../src/grade/index.ts'
import { grade, mixed, told } from './grades.ts'

const ofStudents = Object.entries(formats).filter(([, { readers }]) => readers === 'students')

test('formats for staff are the table and the whole JSON', () => {
  const staff = Object.entries(formats).filter(([, { readers }]) => readers === 'staff')
  expect(staff.map(([name]) => name)).toEqual(['csv', 'json'])
  for (const [, format] of staff) expect(format.write([mixed])).toContain('secret-id')
})

test.each(ofStudents.filter(([name]) => name !== 'gradescope'))(
  '%s tells nothing of what is hidden',
  (_, format) => {
    const text = format.write([mixed])
    expect(text).not.toContain('secret')
    expect(text).not.toContain('424242')
    // What was going on when it was stopped may be hidden, too.
    const problems = [{ where: null, message: 'no end while playing secret-id with seed 424242' }]
    const stopped = format.write([told(grade(mixed.grade.items, { status: 'cut short', problems }))])
    expect(stopped).not.toMatch(/secret|424242/)
  },
)

test('Gradescope has hidden tests for it, and says it nowhere else', () => {
  const results = JSON.parse(formats.gradescope.write([mixed])) as { tests: { visibility: string }[] }
  const hidden = results.tests.find(({ visibility }) => visibility === 'hidden')
  expect(hidden).toMatchObject({
    name: 'secret-id: secret-title',
    output: expect.stringContaining('secret-telling'),
  })
  const seen = { ...results, tests: results.tests.filter(({ visibility }) => visibility === 'visible') }
  expect(seen.tests).toHaveLength(5)
  expect(JSON.stringify(seen)).not.toContain('secret')
  // Where the parts at fault come from what is hidden, they give it away.
  expect(JSON.stringify(seen)).not.toContain('At fault')
})
