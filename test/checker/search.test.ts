import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  check,
  checkOperations,
  keyValueModel,
  registerModel,
  type KeyValueInput,
  type KeyValueOutput,
  type Operation,
} from '#checker'
import { arbitraryHistory, keyValue, register } from './generators.ts'
import { pendingWrite, read, write, type RegisterOperation } from './register-history.ts'

const model = registerModel(0)
const budget = { stepsMax: 1_000_000 }

type KeyValueOperation = Operation<KeyValueInput, KeyValueOutput>

/** Concurrent appends of 0 to count - 1, and a get after them. Trying all orders takes count! states. */
function appends(key: string, count: number, read: string): readonly KeyValueOperation[] {
  const appended = Array.from({ length: count }, (_, index): KeyValueOperation => {
    const input = { kind: 'append', key, value: String(index) } as const
    return { kind: 'returned', client: 'c', input, output: { kind: 'done' }, call: index, return: 100 }
  })
  const output = { kind: 'value', value: read } as const
  return [
    ...appended,
    { kind: 'returned', client: 'c', input: { kind: 'get', key }, output, call: 101, return: 102 },
  ]
}

describe('the budget', () => {
  test('of one step less than needed leaves the verdict undecided, of exactly as many does not', () => {
    fc.assert(
      fc.property(arbitraryHistory(register, 8), (operations) => {
        const verdict = checkOperations(model, operations, budget)
        if (verdict.stepsSpent === 0) return
        expect(checkOperations(model, operations, { stepsMax: verdict.stepsSpent })).toEqual(verdict)
        if (verdict.stepsSpent === 1) return
        const stepsMax = verdict.stepsSpent - 1
        expect(checkOperations(model, operations, { stepsMax })).toMatchObject({
          kind: 'undecided',
          stepsSpent: stepsMax,
        })
      }),
    )
  })

  const hard = appends('hard', 10, 'never written')
  const [stale, fresh] = [appends('easy', 0, 'never written'), appends('easy', 0, '')]

  test('that ran out says where, and never counts as an answer', () => {
    expect(checkOperations(keyValueModel, hard, { stepsMax: 50_000 })).toEqual({
      kind: 'undecided',
      why:
        '50000 steps did not suffice: 1 of 1 groups are undecided (of 11 operations): ' +
        'raise the budget, or judge a shorter history',
      stepsSpent: 50_000,
    })
  })

  test('is shared out, so that a hard group does not hide an illegal one behind it', () => {
    const verdict = checkOperations(keyValueModel, [...hard, ...stale], { stepsMax: 50_000 })
    expect(verdict).toMatchObject({
      kind: 'illegal',
      group: stale,
      longest: [],
      partials: [],
      unplaceable: stale[0],
    })
  })

  test('goes to the group that is still open', () => {
    const { kind, stepsSpent } = checkOperations(keyValueModel, [...hard, ...fresh], { stepsMax: 50_000 })
    expect({ kind, stepsSpent }).toEqual({ kind: 'undecided', stepsSpent: 50_000 })
  })

  test('is shared out in growing parts, so that two hard groups get what they need', () => {
    const history = [...appends('a', 7, '6543210'), ...appends('b', 7, '6543210')]
    const verdict = checkOperations(keyValueModel, history, budget)
    expect(verdict.kind).toBe('linearizable')
    expect(verdict.stepsSpent).toBeGreaterThan(2 * 2 * 10_000)
  })

  test('is not shared out when there is one group: it is searched once', () => {
    let searches = 0
    const counting = {
      ...keyValueModel,
      init: () => {
        searches += 1
        return ''
      },
    }
    const verdict = checkOperations(counting, appends('a', 7, '6543210'), budget)
    expect(verdict.kind).toBe('linearizable')
    expect(verdict.stepsSpent).toBeGreaterThan(10_000)
    expect(searches).toBe(1)
  })
})

describe('what makes no history', () => {
  test.each([
    [read(0, 2, 1), 'got call 2, return 1'],
    [read(0, Number.NaN, 1), 'got call NaN, return 1'],
    [read(0, 0, Number.POSITIVE_INFINITY), 'got call 0, return Infinity'],
    [pendingWrite(0, Number.NEGATIVE_INFINITY), 'got call -Infinity'],
  ])('is refused (%#)', (operation, came) => {
    expect(() => checkOperations(model, [write(0, 1, 2), operation], budget)).toThrow(
      `operation 1 of c: expected finite times with call <= return, ${came}: take both from one clock`,
    )
  })

  test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
    'is judged with a budget of %d',
    (stepsMax) => {
      expect(() => checkOperations(model, [], { stepsMax })).toThrow(
        'expected stepsMax to be a positive whole number',
      )
    },
  )

  type All = readonly KeyValueOperation[]
  test.each<[string, (all: All) => readonly All[]]>([
    ['drops a part', () => []],
    [
      'repeats one for another',
      ([first, , ...others]) => (first === undefined ? [] : [[first, first, ...others]]),
    ],
    ['copies each', (all) => [all.map((operation) => ({ ...operation }))]],
  ])('is a history of which the partition %s', (_, partition) => {
    const careless = { ...keyValueModel, partition }
    fc.assert(
      fc.property(arbitraryHistory(keyValue, 3), (operations) => {
        fc.pre(operations.length > 1)
        const message = "correct the model's partition"
        expect(() => checkOperations(careless, operations, budget)).toThrow(message)
        expect(() => check(careless, operations, budget)).toThrow(message)
      }),
    )
  })
})

test('an empty history is linearizable', () => {
  const verdict = { kind: 'linearizable', linearizations: [[]], stepsSpent: 0 }
  expect(checkOperations(model, [], budget)).toEqual(verdict)
})

test('one object may stand in a history twice', () => {
  const stale = read(1, 1, 2)
  expect(checkOperations(model, [stale, stale], budget)).toMatchObject({
    kind: 'illegal',
    unplaceable: stale,
  })
})

describe('more operations than a word has bits', () => {
  /** Pairs of concurrent writes, 2n and 2n + 1, each followed by a read of the first one: it came last. */
  const pairs = Array.from({ length: 30 }, (_, n) => [
    write(2 * n, 10 * n, 10 * n + 5),
    write(2 * n + 1, 10 * n, 10 * n + 5),
    read(2 * n, 10 * n + 6, 10 * n + 7),
  ]).flat()

  test('are placed in the one order that is legal', () => {
    const verdict = checkOperations(model, pairs, budget)
    const inOrder = pairs.flatMap((operation, index) =>
      index % 3 === 0 ? [pairs[index + 1], operation] : [],
    )
    const writes = verdict.kind === 'linearizable' ? verdict.linearizations.flat().filter(isWrite) : []
    expect(writes).toEqual(inOrder)
  })

  test('are told apart: all but the stale read are placed', () => {
    const stale = read(0, 1_000, 1_001)
    const verdict = checkOperations(model, [...pairs, stale], budget)
    expect(verdict).toMatchObject({ kind: 'illegal', unplaceable: stale })
    expect(verdict.kind === 'illegal' && verdict.longest.length).toBe(pairs.length)
  })
})

function isWrite(operation: RegisterOperation): boolean {
  return operation.input.kind === 'write'
}
