import { describe, expect, test } from 'vitest'
import { check, linearize, listModel, type ListInput, type ListOutput, type Operation } from '#checker'
import { histories, type Placed } from '../interval-orders.ts'
import { countReturned, faultIn, truthOf } from '../oracle.ts'
import { diceOf } from './collections.ts'

type ListOperation = Operation<ListInput, ListOutput>

const [algorithm] = listModel.algorithms ?? []

function append(value: number, call: number, end: number): ListOperation {
  const input = { kind: 'append', key: 'l', value } as const
  return { kind: 'returned', client: `a${value}`, input, output: { kind: 'done' }, call, return: end }
}

function read(values: readonly number[], call: number, end: number): ListOperation {
  const output = { kind: 'values', values } as const
  return {
    kind: 'returned',
    client: `r${call}`,
    input: { kind: 'read', key: 'l' },
    output,
    call,
    return: end,
  }
}

function pending({ client, input, call }: ListOperation): ListOperation {
  return { kind: 'pending', client, input, call }
}

/** What is wrong with what the algorithm says of a history. */
function wrongWith(operations: readonly ListOperation[], truth: boolean): string | undefined {
  const decided = algorithm?.decide(operations)
  if (decided !== truth) return `decided ${decided}, in truth ${truth}`
  if (!decided) return undefined
  const order = algorithm?.linearize(operations).flatMap((position) => operations[position] ?? []) ?? []
  if (countReturned(order) < countReturned(operations)) return 'the linearization is not complete'
  return faultIn(listModel, operations, order)
}

function isDistinct(operations: readonly ListOperation[]): boolean {
  const values = operations.flatMap(({ input }) => (input.kind === 'append' ? [input.value] : []))
  return new Set(values).size === values.length
}

describe('the algorithm for a list', () => {
  test('agrees with trying everything on every history of up to 4 operations and 2 values', () => {
    const answers = [[], [1], [2], [1, 2], [2, 1], [1, 1]]
    const kinds = [
      ...[1, 2].map((value) => (first: number, last: number) => append(value, first, last)),
      ...answers.map((values) => (first: number, last: number) => read(values, first, last)),
      ...[1, 2].map((value) => (first: number, last: number) => pending(append(value, first, last))),
      (first: number, last: number) => pending(read([], first, last)),
    ]
    const tally = { true: 0, false: 0, undefined: 0 }
    const judge = (placed: readonly Placed[]): void => {
      const operations = placed.flatMap(({ first, last, kind }) => kinds[kind]?.(first, last) ?? [])
      const truth = isDistinct(operations) ? truthOf(listModel, operations).linearizable : undefined
      tally[`${truth}`] += 1
      const wrong =
        truth !== undefined
          ? wrongWith(operations, truth)
          : algorithm?.decide(operations) === undefined
            ? undefined
            : 'decided, though a value is appended twice'
      if (wrong !== undefined) expect.fail(`${wrong}\n${JSON.stringify(operations)}`)
    }
    for (let size = 1; size <= 4; size++) for (const placed of histories(size, 8, 3)) judge(placed)
    expect(Math.min(tally.true, tally.false, tally.undefined)).toBeGreaterThan(1000)
  })

  test('agrees with trying everything on random histories', () => {
    const dice = diceOf('list')
    const tally = { true: 0, false: 0 }
    for (let run = 0; run < 10_000; run++) {
      const operations = randomList(7, dice)
      const truth = truthOf(listModel, operations).linearizable
      tally[`${truth}`] += 1
      const wrong = wrongWith(operations, truth)
      if (wrong !== undefined) expect.fail(`run ${run}: ${wrong}\n${JSON.stringify(operations)}`)
    }
    expect(Math.min(tally.true, tally.false)).toBeGreaterThan(1000)
  })

  test('answers of a wrong kind are left to the search', () => {
    const odd: ListOperation = {
      kind: 'returned',
      client: 'a',
      input: { kind: 'append', key: 'l', value: 1 },
      output: { kind: 'values', values: [1] },
      call: 0,
      return: 1,
    }
    expect(algorithm?.decide([odd])).toBeUndefined()
    expect(check(listModel, [odd], { stepsMax: 100 }).kind).toBe('illegal')
  })

  test('a thousand appends, ten at a time, and what they left are judged in as many steps', () => {
    const appends = Array.from({ length: 1_000 }, (_, value) => append(value, value, value + 10))
    const values = appends.map((_, value) => value)
    const wrong = values.with(100, 120).with(120, 100)
    const found = linearize(listModel, [...appends, read(values, 2_000, 2_001)], { stepsMax: 2_000 })
    expect(found.kind === 'linearizable' && found.linearizations[0]?.length).toBe(1_001)
    expect(check(listModel, [...appends, read(wrong, 2_000, 2_001)], { stepsMax: 2_000 }).kind).toBe(
      'illegal',
    )
  })
})

/** Operations that take effect in the order of their numbers, with times around it; some are then changed. */
function randomList(size: number, dice: (limit: number) => number): readonly ListOperation[] {
  const list: number[] = []
  const slack = 1 + dice(5)
  const operations = Array.from({ length: size }, (_, n) => {
    const [call, end] = [10 * n - dice(10 * slack), 10 * n + dice(10 * slack)]
    const operation = dice(2) === 0 ? read([...list], call, end) : append(n, call, end)
    if (operation.input.kind === 'append') list.push(n)
    return dice(6) === 0 ? pending(operation) : operation
  })
  if (dice(2) === 0) return operations
  const [one, other] = [dice(size), dice(size)]
  return operations.map((operation, at) => {
    const from = operations[at === one ? other : one]
    if (operation.kind === 'pending' || from?.kind !== 'returned') return operation
    return at === one || at === other
      ? { ...operation, call: from.call, return: Math.max(from.return, from.call) }
      : operation
  })
}
