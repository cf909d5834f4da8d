import { expect, test } from 'vitest'
import { judgedProperty } from '../../src/grade/rubric/verdicts.ts'

test.each([
  [1, 'out of time (in 1 schedule)'],
  [2, 'out of time (in 2 schedules)'],
])('what is undecided says in how many schedules: %i', (count, because) => {
  const judged = judgedProperty(
    {
      kind: 'outcome',
      outcome: {
        property: 'linearizable',
        verdict: { kind: 'undecided', why: 'out of time', count },
        schedules: 10,
      },
    },
    { kind: 'property', name: 'linearizable' },
    { ofItem: 10, ofHunt: 10 },
  )
  expect(judged).toEqual({ verdict: 'undecided', because, finding: null })
})
