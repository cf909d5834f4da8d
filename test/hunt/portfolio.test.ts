import { expect, test } from 'vitest'
import { Portfolio } from '../../src/hunt/portfolio.ts'
import type { SchedulerName } from '../../src/schedule/index.ts'

const names: readonly SchedulerName[] = ['single-fault', 'staged', 'timed']

/** Steps that each scheduler gets of so many rounds, where a schedule of it takes as many steps and yields as much. */
function shared(
  rounds: number,
  of: (name: SchedulerName) => { stepsEach: number; newSets: number; isSpent?: boolean },
): Record<string, number> {
  const portfolio = new Portfolio(names)
  const steps: Record<string, number> = {}
  for (let i = 0; i < rounds; i += 1) {
    const round = portfolio.next()
    if (round === null) break
    const { stepsEach, newSets, isSpent = false } = of(round.scheduler)
    const taken = round.schedules * stepsEach
    steps[round.scheduler] = (steps[round.scheduler] ?? 0) + taken
    portfolio.note(round, { steps: taken, newMarks: 0, newSets }, isSpent)
  }
  return steps
}

test('everyone has a turn before anyone has a second, in order', () => {
  const portfolio = new Portfolio(names)
  const turns = Array.from({ length: 2 * names.length }, () => {
    const round = portfolio.next()
    if (round === null) throw new Error('nothing is left')
    portfolio.note(round, { steps: 1, newMarks: 0, newSets: 0 }, false)
    return round.scheduler
  })
  expect(turns).toEqual([...names, ...names])
})

test('steps are shared out evenly among those that yield alike, however long their schedules are', () => {
  const steps = shared(600, (name) => ({ stepsEach: name === 'timed' ? 800 : 200, newSets: 0 }))
  const shares = names.map((name) => steps[name] ?? 0)
  expect(Math.max(...shares) / Math.min(...shares)).toBeLessThan(1.2)
})

test('those that come upon something new get more, and the others do not get nothing', () => {
  const steps = shared(600, (name) => ({ stepsEach: 200, newSets: name === 'staged' ? 3 : 0 }))
  expect(steps['staged']).toBeGreaterThan(2 * (steps['timed'] ?? 0))
  expect(steps['timed']).toBeGreaterThan(0.1 * (steps['staged'] ?? 0))
})

test('who has nothing left gets no turn, and when nobody has there is none', () => {
  const steps = shared(600, (name) => ({ stepsEach: 200, newSets: 0, isSpent: name === 'single-fault' }))
  expect(steps['single-fault']).toBe(6 * 200)
  const portfolio = new Portfolio(['single-fault'])
  const round = portfolio.next()
  if (round === null) throw new Error('nothing is left')
  portfolio.note(round, { steps: 1, newMarks: 0, newSets: 0 }, true)
  expect(portfolio.next()).toBeNull()
})
