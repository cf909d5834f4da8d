import { describe, expect, test } from 'vitest'
import type { Scenario } from '../../src/labs/scenario.ts'
import { scenarios } from '../../src/labs/scenarios.ts'
import { comesThrough, references, resultOf } from './subjects.ts'

const latencies = [
  { min: 1, max: 3 },
  { min: 5, max: 40 },
]

describe.each(scenarios.map((scenario) => [scenario.name, scenario] as const))('%s', (_name, scenario) => {
  test('the reference comes through as expected', () => {
    expect(resultOf(references[scenario.lab], scenario).outcome).toEqual(comesThrough(scenario))
  })

  test.each(latencies)('and so it does when messages take $min to $max ms', (latencyMs) => {
    for (let seed = 1; seed <= 8; seed += 1) {
      const { outcome } = resultOf(references[scenario.lab], vary(scenario, latencyMs, seed))
      expect({ seed, outcome }).toEqual({ seed, outcome: comesThrough(scenario) })
    }
  })

  test('it is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(scenario))).toEqual(scenario)
  })
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
