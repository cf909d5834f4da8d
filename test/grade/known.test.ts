import { describe, expect, test } from 'vitest'
import { isSlip, oneOf } from '../../src/grade/known.ts'

const many = [
  'split-brain',
  'partially-split-brain',
  'failover',
  ...Array.from({ length: 20 }, (_, i) => `story-${i}`),
]

describe('a name that is unknown', () => {
  test('is told all names, where there are few', () => {
    expect(oneOf(['red', 'green'], 'gren')).toBe('one of red, green')
  })

  test.each([
    ['splitbrain', 'split-brain or one of 22 others'],
    ['fail-over', 'failover or one of 22 others'],
    ['server-split-brain', 'split-brain or one of 22 others'],
    ['split', 'split-brain or one of 22 others'],
    ['brain', 'split-brain, partially-split-brain or one of 21 others'],
    ['story-1x', 'story-1, story-10, story-11 or one of 20 others'],
  ])('of many names is told the nearest: %s', (came, expected) => {
    expect(oneOf(many, came)).toBe(expected)
  })

  test.each(['nothing of the kind', 'x', '', 7, null])(
    'is told all of many, when none is near: %j',
    (came) => {
      expect(oneOf(many, came)).toBe(`one of ${many.join(', ')}`)
    },
  )
})

test.each([
  ['onMessage', 'onmessage', true],
  ['receive', 'recieve', true],
  ['tick', 'ticks', true],
  ['tick', 'timer', false],
  ['get', 'getAll', false],
])('%s and %s differ by a slip: %j', (a, b, slip) => {
  expect(isSlip(a, b)).toBe(slip)
})
