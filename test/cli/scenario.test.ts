import { describe, expect, test } from 'vitest'
import { scenarios } from '../../src/labs/scenarios.ts'
import { example, scratch, splitbrain } from './run.ts'

describe('every story of the lecture is played by its name, by the reference of its lab', () => {
  test.each(scenarios)('$lab: $name', ({ name, title, lab, expects }) => {
    const { code, out, err } = splitbrain(['scenario', name], scratch())
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain(title)
    expect(out).toContain('What happened, in ')
    expect(out).toMatch(/^ +step +time +c1 /m)
    expect(out).toContain('Calls, over the steps')
    expect(out).toContain(expects.kind === 'stuck' ? `✓ ${expects.name}: no implementation` : '✓ survived')
    expect(out, `the reference of ${lab} breaks nothing`).not.toContain('✗ breaks')
  })
})

test('a solution that comes through is shown as the reference is', () => {
  const { code, out } = splitbrain(['scenario', 'failover', example('cold-standby')], scratch())
  expect(code).toBe(0)
  expect(out).toContain('What happened, in ')
  expect(out).not.toContain('The reference plays it')
})
