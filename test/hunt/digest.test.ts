import { expect, test } from 'vitest'
import { DistinctTraces } from '../../src/hunt/digest.ts'
import type { Trace } from '../../src/trace/index.ts'

/** A trace of timers of one node, one for each digit of the number. */
function trace(number: number): Trace {
  const setup = { lab: 'lab', service: 'service', servers: ['s1'], clients: [] }
  const entries = [...String(number)].map((digit) => ({
    cause: { kind: 'timer' as const, node: 's1', name: digit },
    atMs: null,
    effects: [],
  }))
  return { format: 1, setup, entries, calm: null, cutShort: null }
}

test('the same trace counts once, another one again', () => {
  const distinct = new DistinctTraces()
  for (const number of [1, 12, 21, 12, 1, 211]) distinct.add(trace(number))
  expect(distinct.count).toBe(4)
})

test('many are estimated, to a few percent', () => {
  const distinct = new DistinctTraces()
  for (let number = 0; number < 150_000; number += 1) distinct.add(trace(number))
  expect(Math.abs(distinct.count - 150_000)).toBeLessThan(4_500)
})
