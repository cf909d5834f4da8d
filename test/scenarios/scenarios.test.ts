import { describe, expect, test } from 'vitest'
import type { Scenario } from '../../src/labs/scenario.ts'
import { scenarios } from '../../src/labs/scenarios.ts'
import hotStandby from '../../src/reference/hot-standby/index.ts'
import { paced } from './paced.ts'
import { comesThrough, correctSolutionsOf, resultOf } from './subjects.ts'

const latencies = [
  { min: 1, max: 3 },
  { min: 5, max: 40 },
]

const seeds = 3

describe.each(scenarios.map((scenario) => [scenario.name, scenario] as const))('%s', (_name, scenario) => {
  const solutions = Object.entries(correctSolutionsOf(scenario.lab))

  test.each(solutions)('%s comes through as expected', (_solution, solution) => {
    expect(resultOf(solution, scenario).outcome).toEqual(comesThrough(scenario))
  })

  test.each(latencies)('and so do all when messages take $min to $max ms', (latencyMs) => {
    for (const [name, solution] of solutions) {
      for (let seed = 1; seed <= seeds; seed += 1) {
        const { outcome } = resultOf(solution, vary(scenario, latencyMs, seed))
        expect({ name, seed, outcome }).toEqual({ name, seed, outcome: comesThrough(scenario) })
      }
    }
  })

  test('it is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(scenario))).toEqual(scenario)
  })
})

const inPairs = scenarios.filter(({ lab }) => lab === 'primary-backup')

test.each([0.4, 4])('timers %d times as long are no mistake', (factor) => {
  for (const scenario of inPairs) {
    const { outcome } = resultOf(paced(hotStandby, factor), scenario)
    expect({ name: scenario.name, outcome }).toEqual({ name: scenario.name, outcome: comesThrough(scenario) })
  }
})

test('every name and every title is there once', () => {
  const names = scenarios.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(new Set(scenarios.map(({ title }) => title)).size).toBe(names.length)
})

function vary(
  scenario: Scenario,
  latencyMs: { readonly min: number; readonly max: number },
  seed: number,
): Scenario {
  const { plan } = scenario
  if (plan.scheduler.kind !== 'timed') throw new Error(`${scenario.name} has no clock`)
  return { ...scenario, plan: { ...plan, seed, scheduler: { ...plan.scheduler, latencyMs } } }
}
