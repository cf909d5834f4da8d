import { describe, expect, test } from 'vitest'
import { smallCalls } from '../../src/explore/index.ts'
import { keyValue, services } from '../../src/services/index.ts'

test('writes that differ and reads of the same key, in turns; the second client begins with a read', () => {
  const { c1 = [], c2 = [] } = smallCalls(keyValue, ['c1', 'c2'], 2)
  expect(c1.map((command) => keyValue.isWrite(command))).toEqual([true, false])
  expect(c2.map((command) => keyValue.isWrite(command))).toEqual([false, true])
  expect(new Set([...c1, ...c2].map((command) => keyValue.keyOf(command))).size).toBe(1)
  expect(c1[0]).not.toEqual(c2[1])
})

describe('every service has calls that begin with a write, all of one part of its state', () => {
  test.each(Object.entries(services))('%s', (_name, service) => {
    const seen = service.seen ?? service
    const { c1: [first, ...rest] = [] } = smallCalls(seen, ['c1'], 3)
    if (first === undefined) throw new Error('no call')
    expect(seen.isWrite(first)).toBe(true)
    expect(rest).toHaveLength(2)
    for (const command of rest) expect(seen.keyOf(command)).toBe(seen.keyOf(first))
  })
})
