import { describe, expect, test } from 'vitest'
import {
  casRegisterModel,
  checkOperations,
  counterModel,
  keyValueModel,
  queueModel,
  registerModel,
  stackModel,
  type Model,
  type Operation,
} from '#checker'
import { adversaries } from '../../bench/histories/adversarial.ts'
import { allCases } from '../../bench/histories/cases.ts'
import {
  appends,
  counter,
  puts,
  queue,
  register,
  stack,
  type Family,
  type Size,
} from '../../bench/histories/generated.ts'

const stepsMax = 3_000_000

/** The port's verdicts on ten histories and their illegal siblings. */
function verdicts<State, Input, Output>(
  model: Model<State, Input, Output>,
  family: Family<Input, Output>,
  size: Omit<Size, 'seed'>,
): readonly string[] {
  return Array.from({ length: 10 }, (_, n) => ({ ...size, seed: `test ${n}` })).flatMap((seeded) => [
    checkOperations(model, family.linearizable(seeded), { stepsMax }).kind,
    checkOperations(model, family.illegal(seeded), { stepsMax }).kind,
  ])
}

const tenPairs = Array.from({ length: 10 }, () => ['linearizable', 'illegal']).flat()

describe('generated histories are what they are called', () => {
  const size = { clients: 4, operations: 300 }

  test('register', () => expect(verdicts(registerModel(null), register, size)).toEqual(tenPairs))
  test('puts', () => expect(verdicts(keyValueModel, puts(3), size)).toEqual(tenPairs))
  test('appends', () => expect(verdicts(keyValueModel, appends(3), size)).toEqual(tenPairs))
  test('counter', () => expect(verdicts(counterModel, counter, size)).toEqual(tenPairs))

  // The port has a hard time with queues.
  const small = { clients: 2, operations: 50 }
  test('queue', () => expect(verdicts(queueModel, queue, small)).toEqual(tenPairs))
  test('stack', () => expect(verdicts(stackModel, stack, { clients: 2, operations: 120 })).toEqual(tenPairs))
})

test.each(adversaries)('$name: $expected', ({ model, expected, operations }) => {
  for (const k of [2, 3, 4]) {
    const history = operations(k)
    const verdict =
      model === 'register'
        ? checkOperations(registerModel(null), history as readonly Operation<never, never>[], { stepsMax })
        : checkOperations(casRegisterModel, history as readonly Operation<never, never>[], { stepsMax })
    expect([k, verdict.kind]).toEqual([k, expected])
  }
})

describe('a simulated run', () => {
  const size = { clients: 7, operations: 1_000, seed: 'test' }

  test('is the same for the same seed, and another one for another seed', () => {
    expect(register.linearizable(size)).toEqual(register.linearizable(size))
    expect(register.linearizable(size)).not.toEqual(register.linearizable({ ...size, seed: 'other' }))
  })

  test('has as many operations as asked for, and all clients at work at once', () => {
    const operations = register.linearizable(size)
    expect(operations.length).toBe(size.operations)
    const open = operations.map(
      ({ call }) =>
        operations.filter((one) => one.kind === 'returned' && one.call <= call && call <= one.return).length,
    )
    expect(Math.max(...open)).toBe(size.clients)
  })

  test('lets no client call before its last call has returned', () => {
    const lastReturn = new Map<string, number>()
    for (const one of register.linearizable(size)) {
      expect(one.call).toBeGreaterThan(lastReturn.get(one.client) ?? -1)
      if (one.kind === 'returned') lastReturn.set(one.client, one.return)
    }
  })

  test('leaves as many operations without a return as asked for', () => {
    const unknown = adversaries.find(({ name }) => name === 'unknown writes, live clients')
    const history = unknown?.operations(20) ?? []
    expect(history.filter(({ kind }) => kind === 'pending').length).toBe(20)
  })
})

test('no two cases have the same name, and small ones can be had alone', () => {
  const names = allCases(1_000_000).map(({ group, name }) => `${group} ${name}`)
  expect(new Set(names).size).toBe(names.length)
  expect(allCases(10_000).every((one) => one.operationsAbout <= 10_000)).toBe(true)
  expect(allCases(10_000).length).toBeLessThan(names.length)
})
