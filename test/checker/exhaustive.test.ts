import { describe, expect, test } from 'vitest'
import { registerModel, type Operation, type RegisterInput, type RegisterOutput } from '#checker'
import { expectTrue } from './expect-true.ts'
import { register } from './generators.ts'
import { histories, type Placed } from './interval-orders.ts'
import { replayed } from './oracle.ts'

type RegisterOperation = Operation<RegisterInput, RegisterOutput>

const model = registerModel(0)
const reality = replayed(register.object)
const answers: readonly { readonly input: RegisterInput; readonly output: RegisterOutput }[] = [
  { input: { kind: 'read' }, output: { kind: 'value', value: 0 } },
  { input: { kind: 'read' }, output: { kind: 'value', value: 1 } },
  { input: { kind: 'write', value: 0 }, output: { kind: 'written' } },
  { input: { kind: 'write', value: 1 }, output: { kind: 'written' } },
]
const open: readonly RegisterInput[] = [
  { kind: 'read' },
  { kind: 'write', value: 0 },
  { kind: 'write', value: 1 },
]

function operationOf({ first, last, kind }: Placed, index: number): RegisterOperation {
  const client = `c${index}`
  const answer = answers[kind]
  if (answer !== undefined) return { kind: 'returned', client, ...answer, call: first, return: last }
  const input = open[kind - answers.length]
  if (input === undefined) throw new Error(`no kind ${kind}`)
  return { kind: 'pending', client, input, call: first }
}

function count(histories: Iterable<unknown>): number {
  let number = 0
  for (const _ of histories) number += 1
  return number
}

describe('every history of a register with the values 0 and 1', () => {
  test('the interval orders are counted right (Fishburn numbers, OEIS A022493)', () => {
    expect([1, 2, 3, 4, 5, 6].map((size) => count(histories(size, 1, 0)))).toEqual([1, 2, 5, 15, 53, 217])
  })

  // The number of histories of n operations is the coefficient of x^n in the sum, over m ≤ n and over all
  // sets R of rows and C of columns of an upper triangular m × m matrix, of (-1)^(2m-|R|-|C|) (1-x)^-k, where
  // k is 4 for each cell of R × C, and 7 in the last column: inclusion and exclusion of empty rows and
  // columns.
  test.each([
    { size: 1, number: 7 },
    { size: 2, number: 56 },
    { size: 3, number: 574 },
    { size: 4, number: 7_280 },
    { size: 5, number: 110_131 },
  ])('$size operations: the verdict on each of $number histories is true', ({ size, number }) => {
    const verdicts = { linearizable: 0, illegal: 0, undecided: 0 }
    for (const history of histories(size, answers.length, open.length)) {
      verdicts[expectTrue(model, reality, history.map(operationOf)).kind] += 1
    }
    expect(verdicts.linearizable + verdicts.illegal).toBe(number)
    expect(Math.min(verdicts.linearizable, verdicts.illegal)).toBeGreaterThan(0)
  })
})
