import { describe, expect, test } from 'vitest'
import { counterModel, explain, type CounterInput, type CounterOutput, type Operation } from '#checker'

type CounterOperation = Operation<CounterInput, CounterOutput>

const budget = { stepsMax: 100_000_000 }

/** Adds of 1, three at a time, and a read between any two, the last of which answers `wrong` more. */
function counted(adds: number, wrong: number): readonly CounterOperation[] {
  return Array.from({ length: adds }, (_, n): readonly CounterOperation[] => {
    const value = n + 1 + (n === adds - 1 ? wrong : 0)
    return [
      {
        kind: 'returned',
        client: `a${n % 3}`,
        input: { kind: 'add', amount: 1 },
        output: { kind: 'done' },
        call: 10 * n,
        return: 10 * n + 25,
      },
      {
        kind: 'returned',
        client: 'r',
        input: { kind: 'read' },
        output: { kind: 'value', value },
        call: 10 * n + 5,
        return: 10 * n + 6,
      },
    ]
  }).flat()
}

describe('an explanation of many operations that all count', () => {
  test('a read of more than was ever added has no place alone', () => {
    const explained = explain(counterModel, counted(500, 5), budget)
    expect(explained).toMatchObject({
      kind: 'illegal',
      unplaceable: { index: 999 },
      core: { members: [{ index: 999 }], others: 999, isMinimal: true },
    })
  })

  test('when it gives up, it keeps what it has not looked at, and says so', () => {
    const explained = explain(counterModel, counted(1_000, -30), budget)
    if (explained.kind !== 'illegal') return expect.fail(explained.kind)
    const { members, isMinimal } = explained.core
    expect(isMinimal).toBe(false)
    // Without all of these adds the value could have been what was read.
    expect(members.filter(({ operation }) => operation.input.kind === 'add').length).toBeGreaterThan(900)
    expect(explained.stepsSpent).toBeLessThan(10_000_000)
  })
})
