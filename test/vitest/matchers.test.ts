import { matchers } from 'splitbrain/vitest'
import { describe, expect, test } from 'vitest'
import {
  counterModel,
  keyValueModel,
  registerModel,
  type History,
  type RegisterInput,
  type RegisterOutput,
} from '#checker'
import { get, put, returned, type KeyValueOperation } from '../checker/explain/operations.ts'

expect.extend(matchers)

const fresh: readonly KeyValueOperation[] = [put('ann', 'x', '1', 0, 1), get('bob', 'x', '1', 2, 3)]
const refused = { ...get('dot', 'x', '?', 3, 4), kind: 'failed', return: 4 } as const
const stale: readonly KeyValueOperation[] = [...fresh, get('cid', 'x', '', 4, 5)]
/** Concurrent appends that each read of another order leaves to be tried. */
const hard: readonly KeyValueOperation[] = [
  ...Array.from({ length: 9 }, (_, n): KeyValueOperation => {
    const input = { kind: 'append', key: 'x', value: 'ab'[n % 2] ?? '' } as const
    return { kind: 'returned', client: `c${n}`, input, output: { kind: 'done' }, call: 0, return: 10 }
  }),
  get('eve', 'x', 'aabbab', 11, 12),
]

function messageOf(assertion: () => void): string {
  try {
    assertion()
  } catch (error) {
    return error instanceof Error ? error.message : 'not an error'
  }
  return 'no failure'
}

describe('toBeLinearizable', () => {
  test('passes when there is an order', () => {
    expect(fresh).toBeLinearizable(keyValueModel)
    expect(fresh).toBeLinearizable(keyValueModel, { stepsMax: 1_000 })
    expect([...fresh, refused]).toBeLinearizable(keyValueModel)
  })

  test('fails with the explanation when there is none', () => {
    const message = messageOf(() => expect(stale).toBeLinearizable(keyValueModel))
    expect(message).toContain('expected a history of 3 operations to be linearizable\n\n')
    expect(message).toContain('✗ not linearizable: cid\'s get("x") → "" fits in no order')
    expect(message).toContain('├──')
    expect(message).toContain('it meets the state "1"')
  })

  test('not: the other way round', () => {
    expect(stale).not.toBeLinearizable(keyValueModel)
    expect(messageOf(() => expect(fresh).not.toBeLinearizable(keyValueModel))).toBe(
      'expected a history of 2 operations not to be linearizable, but there is an order',
    )
  })

  test('undecided fails both ways, with the reason', () => {
    const budget = { stepsMax: 2 }
    const because =
      /^expected a verdict on a history of 10 operations, but it is undecided: .*raise the budget/s
    expect(messageOf(() => expect(hard).toBeLinearizable(keyValueModel, budget))).toMatch(because)
    expect(messageOf(() => expect(hard).not.toBeLinearizable(keyValueModel, budget))).toMatch(because)
    expect(hard).not.toBeLinearizable(keyValueModel)
  })

  test('refuses what is no history', () => {
    // @ts-expect-error -- a number is none
    expect(() => expect(3).toBeLinearizable(keyValueModel)).toThrow(
      'expected a history, an array of operations',
    )
    // @ts-expect-error -- nor is an array of them
    expect(() => expect([3]).toBeLinearizable(keyValueModel)).toThrow('got object')
  })

  test('takes a model of something else for an error of the compiler: the verdict would mean nothing', () => {
    const [input, output] = [{ kind: 'read' } as const, { kind: 'value', value: 7 } as const]
    const history: History<RegisterInput, RegisterOutput> = [returned('ann', input, output, 0, 1)]
    expect(history).toBeLinearizable(registerModel(7))
    // @ts-expect-error -- a counter is no register
    expect(history).not.toBeLinearizable(counterModel)
  })
})
