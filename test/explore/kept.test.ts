import { expect, test } from 'vitest'
import { keepFields, restoreFields } from '../../src/explore/index.ts'

function kept(fields: object) {
  return keepFields({ ...fields }, null)
}

/** A list with nothing in so many places. */
function nothing(count: number): unknown[] {
  const list: unknown[] = []
  list.length = count
  return list
}

const sparse: unknown[] = []
sparse[2] = 'a'
sparse.length = 5

const found = /b/.exec('abc')

test.each([
  ['a list with nothing in places, at its end too', { list: sparse }],
  ['a list with more than its elements', { found }],
  ['one list in two fields', { one: sparse, other: sparse }],
])('%s is restored as it was', (_name, fields) => {
  const node = { later: 1 }
  restoreFields(node, kept(fields), null)
  expect(node).toStrictEqual(fields)
})

test.each([
  ['nothing, undefined and null in a list', [[nothing(1)], [[undefined]], [[null]]]],
  ['lists that end in nothing', [[[]], [nothing(1)], [nothing(2)]]],
  [
    'what a list has besides its elements',
    [[found], [[...(found ?? [])]], [Object.assign(['b'], { index: 2 })]],
  ],
])('%s are different states', (_name, states) => {
  const texts = states.map(([list]) => kept({ list }).text)
  expect(new Set(texts).size).toBe(states.length)
})
