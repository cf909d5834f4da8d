import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hunt } from '../../src/hunt/index.ts'
import {
  example,
  linearizable,
  noDuplicateWrites,
  progress,
  replicasAgree,
  singlePrimary,
  viewService,
  wellBehaved,
} from '../../src/vitest.ts'
import singleServer from '../../src/reference/single-server/index.ts'
import stateMachineReplication from '../../src/reference/state-machine-replication/index.ts'
import hypervisor from '../../src/reference/replicated-vm/index.ts'
import n1 from '../mutants/primary-backup/n1-each-replica-decides.ts'
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

  test.each([
    [{ lab: 'single-server' }, singleServer],
    [{ lab: 'state-machine-replication', service: 'non-deterministic' }, stateMachineReplication],
    [{ lab: 'primary-backup', service: 'bank' }, reference],
    [{}, hypervisor],
  ])('they are told of the lab and the service: %j', (claimed, solution) => {
    fc.assert(linearizable(solution, claimed), { numRuns: 30 })
  })

  test('a service reaches the solution: what decides nothing once is found with one that has to be decided', () => {
    expect(() => fc.assert(linearizable(n1.solution), { numRuns: 400, seed: 1 })).not.toThrow()
    const options = { numRuns: 2_000, seed: 1, includeErrorInReport: true }
    const claimed = { service: 'non-deterministic' }
    expect(() => fc.assert(linearizable(n1.solution, claimed), options)).toThrow(
      /decided once|decides the outcome once/,
    )
  })

  test('what cannot be claimed is said', () => {
    expect(() => linearizable(singleServer)).toThrow(
      "several labs: say which, { lab: 'single-server' } or { lab: 'state-machine-replication' }",
    )
    expect(() => linearizable({ tea: 1 })).toThrow('parts tea may be of no lab')
    expect(() => replicasAgree(reference)).toThrow(
      'expected a property of the lab primary-backup, one of linearizable',
    )
    expect(() => linearizable(hypervisor, { service: 'bank' })).toThrow(
      'expected a service of the lab replicated-vm, one of virtual-machine; found bank',
    )
  })

  test('a saved finding serves as an example: the wrong solution fails on it at once, the reference does not', () => {
    const outcome = hunt(subject(forgetsAnswers), {
      seed: 1,
      schedulesMax: 1_000,
      onProgress: () => {},
    }).outcomes.find(({ property }) => property === 'no-duplicate-writes')
    if (outcome?.verdict.kind !== 'violated') throw new Error('expected a finding')
    const examples = [example(outcome.verdict.finding)]
    const found = fc.check(noDuplicateWrites(forgetsAnswers), { examples, numRuns: 1 })
    expect(found).toMatchObject({ failed: true, numRuns: 1 })
    fc.assert(noDuplicateWrites(reference), { examples, numRuns: 1 })
  })
})
