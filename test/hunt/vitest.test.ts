import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hunt } from '../../src/hunt/index.ts'
import {
  example,
  linearizable,
  noDuplicateWrites,
  progress,
  singlePrimary,
  viewService,
  wellBehaved,
} from '../../src/vitest.ts'
import { forgetsAnswers, reference, subject } from './subjects.ts'

describe('as properties of fast-check', () => {
  test.each([
    ['linearizable', linearizable],
    ['single primary', singlePrimary],
    ['no duplicate writes', noDuplicateWrites],
    ['view service', viewService],
    ['progress', progress],
    ['well-behaved', wellBehaved],
  ])('%s holds for the reference', (_name, property) => {
    fc.assert(property(reference), { numRuns: 200 })
  })

  test('a wrong solution fails with the explanation as its message', () => {
    const options = { seed: 1, numRuns: 5_000, includeErrorInReport: true }
    expect(() => fc.assert(noDuplicateWrites(forgetsAnswers), options)).toThrow(
      /Counterexample: \[<\d+ steps: s1 s2.*At-most-once: a write that is sent again/s,
    )
  })

  test('seed and path lead to the same run again', () => {
    const found = fc.check(noDuplicateWrites(forgetsAnswers), { seed: 1, numRuns: 5_000 })
    expect(found.failed).toBe(true)
    const path = found.counterexamplePath ?? ''
    const again = fc.check(noDuplicateWrites(forgetsAnswers), { seed: 1, path, endOnFailure: true })
    expect(again.counterexample).toEqual(found.counterexample)
  })

  test('a saved finding serves as an example: the wrong solution fails on it at once, the reference does not', () => {
    const outcome = hunt(subject(forgetsAnswers), {
      seed: 1,
      schedulesMax: 5_000,
      onProgress: () => {},
    }).outcomes.find(({ property }) => property === 'no-duplicate-writes')
    if (outcome?.verdict.kind !== 'violated') throw new Error('expected a finding')
    const examples = [example(outcome.verdict.finding)]
    const found = fc.check(noDuplicateWrites(forgetsAnswers), { examples, numRuns: 1 })
    expect(found).toMatchObject({ failed: true, numRuns: 1 })
    fc.assert(noDuplicateWrites(reference), { examples, numRuns: 1 })
  })
})
