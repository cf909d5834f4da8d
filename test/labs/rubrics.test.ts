import { expect, test } from 'vitest'
import { labs } from '../../src/labs/index.ts'

const all = Object.values(labs).map((lab) => [lab.name, lab] as const)

test.each(all)('%s is graded out of 100', (_name, { rubric }) => {
  expect(rubric.items.reduce((sum, { points }) => sum + points, 0)).toBe(100)
})

test.each(all)(
  'every story of %s that can come to an end is in its rubric',
  (_name, { rubric, scenarios }) => {
    const graded = rubric.items.flatMap(({ check }) => (check.kind === 'scenario' ? [check.name] : []))
    const stories = scenarios.map(({ name }) => name).filter((name) => !name.startsWith('stuck-'))
    expect(graded).toEqual(expect.arrayContaining(stories))
  },
)
