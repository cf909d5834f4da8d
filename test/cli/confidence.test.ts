import { expect, test } from 'vitest'
import { confidenceText } from '../../src/cli/confidence.ts'

type Summary = Parameters<typeof confidenceText>[0]

const scope: Summary['searched'][number] = {
  servers: 2,
  calls: [2],
  begins: 'at once',
  further: 3,
  setup: { lab: 'primary-backup', service: 'key-value', servers: ['s1', 's2'], clients: ['c1'] },
  horizon: { unit: 'views', max: 3 },
  judged: ['linearizable'],
  ending: 'complete',
  states: 12_374,
  depth: 25,
}

function said(...searched: Summary['searched']): string {
  const summary = { schedules: 300, steps: 9_000, distinct: 299, drawn: { all: 200, timed: 0 }, searched }
  return confidenceText({ ...summary, bySchedulers: {}, marks: {} })
}

test('a scope that was searched is said with its nodes and calls, and how far it went', () => {
  expect(said(scope)).toContain('s1 s2 c1, 2 calls each, views up to 3: all of it, 12,374 states')
  const setup = { ...scope.setup, clients: ['c1', 'c2', 'c3'] }
  const larger = {
    ...scope,
    setup,
    calls: [1, 1, 2],
    begins: 'formed' as const,
    ending: 'stopped' as const,
    depth: 3,
  }
  expect(said(larger)).toContain(
    's1 s2 c1 c2 c3, 1, 1 and 2 calls, once views have formed, views up to 3: all runs of up to 3 steps',
  )
})

test('a scope that begins where more has happened says so', () => {
  const later = { ...scope, calls: [0, 2], begins: 'after an absence' as const }
  expect(said(later)).toContain('0 and 2 calls, once a server has come back, views up to 3: all of it')
})

test('a search that says nothing is not said to have covered anything', () => {
  const text = said({ ...scope, ending: 'unexplorable' })
  expect(text).not.toContain('s1 s2 c1')
  expect(text).toContain('No scope was tried to its end')
})
