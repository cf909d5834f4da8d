import { expect, test } from 'vitest'
import { quantile, survivalCurve, type Lifetime } from '../../bench/hunt/survival.ts'

const failed = (value: number): Lifetime => ({ value, isCensored: false })
const givenUp = (value: number): Lifetime => ({ value, isCensored: true })

test('without censoring the curve is the share that is left', () => {
  expect(survivalCurve([3, 1, 2, 2].map(failed))).toEqual([
    { value: 1, survival: 3 / 4 },
    { value: 2, survival: 1 / 4 },
    { value: 3, survival: 0 },
  ])
})

test('who is given up is at risk until then, and in no step after it', () => {
  // 6 of 7 at 1; one is given up at 2; 4 of 5 at 3; one is given up at 4; 2 of 3 at 5; one at 6; 0 of 1 at 7.
  const lifetimes = [failed(1), givenUp(2), failed(3), givenUp(4), failed(5), givenUp(6), failed(7)]
  const curve = survivalCurve(lifetimes)
  expect(curve.map(({ value }) => value)).toEqual([1, 3, 5, 7])
  const byHand = [6 / 7, (6 / 7) * (4 / 5), (6 / 7) * (4 / 5) * (2 / 3), 0]
  for (const [i, survival] of byHand.entries()) expect(curve[i]?.survival).toBeCloseTo(survival, 12)
  expect(quantile(lifetimes, 0.5)).toEqual({ kind: 'known', value: 5 })
})

test('the example of the six-month trial: censored at the moment of a failure counts as still there', () => {
  // 21 patients with 6-MP (Freireich and others, 1963); the estimates are those of the textbooks.
  const lifetimes = [
    ...[6, 6, 6, 7, 10, 13, 16, 22, 23].map(failed),
    ...[6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map(givenUp),
  ]
  const curve = new Map(survivalCurve(lifetimes).map(({ value, survival }) => [value, survival]))
  const textbook = { 6: 0.857, 7: 0.807, 10: 0.753, 13: 0.69, 16: 0.627, 22: 0.538, 23: 0.448 }
  for (const [value, survival] of Object.entries(textbook)) {
    expect(curve.get(Number(value))).toBeCloseTo(survival, 3)
  }
  expect(quantile(lifetimes, 0.5)).toEqual({ kind: 'known', value: 23 })
})

test('where fewer than half have failed the median is beyond the longest wait', () => {
  expect(quantile([failed(4), givenUp(10), givenUp(10)], 0.5)).toEqual({ kind: 'more than', value: 10 })
  expect(quantile([failed(4), failed(5), givenUp(10), givenUp(10)], 0.5)).toEqual({ kind: 'known', value: 5 })
  expect(() => quantile([], 0.5)).toThrow('found none')
})
