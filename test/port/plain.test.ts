import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { copyPlain, decodePlain, encodePlain, NotPlain, toJson } from '../../src/port/index.ts'

/** Any plain data, lists with nothing in places too. Maps with keys of their own kind, sets, and numbers that JSON does not have. */
const plain = fc.anything({
  withSparseArray: true,
  withMap: true,
  withSet: true,
  maxDepth: 4,
  values: [fc.string(), fc.integer(), fc.double(), fc.boolean(), fc.constant(null), fc.constant(undefined)],
  key: fc.oneof(fc.string(), fc.constantFrom('$map', '$set', '$undefined', '$hole', '$number', '$$map')),
})

describe('plain data', () => {
  test('a copy is equal and shares nothing', () => {
    fc.assert(
      fc.property(plain, (value) => {
        const copied = copyPlain(value)
        expect(copied).toStrictEqual(value)
        if (typeof value === 'object' && value !== null) expect(copied).not.toBe(value)
      }),
    )
  })

  test('text that stands for a value gives the value back', () => {
    fc.assert(
      fc.property(plain, (value) => {
        expect(decodePlain(JSON.parse(encodePlain(value)))).toStrictEqual(value)
      }),
    )
  })

  test('the text is that of the JSON in which all is spelt out', () => {
    fc.assert(fc.property(plain, (value) => encodePlain(value) === JSON.stringify(toJson(value))))
  })

  test('equal content gives equal text, different content different text', () => {
    fc.assert(
      fc.property(plain, plain, (a, b) => {
        expect(encodePlain(copyPlain(a))).toBe(encodePlain(a))
        if (encodePlain(a) === encodePlain(b)) expect(a).toStrictEqual(b)
      }),
    )
  })

  const cycle: unknown[] = []
  cycle.push(cycle)
  class Point {
    x = 1
  }
  test.each([
    ['a function', { f: () => 1 }, '.f', 'a function (f)'],
    ['a class instance', [new Point()], '[0]', 'an instance of Point'],
    ['a date', { at: new Date(0) }, '.at', 'an instance of Date'],
    ['a bigint', { n: 1n }, '.n', 'a bigint'],
    ['a cycle', cycle, '[0]', 'a cycle, or data more than 64 deep'],
    ['too much', 'x'.repeat(2_000_000), '', 'more than 1000000 fields, elements and characters'],
  ])('%s is refused, with the way to it', (_name, value, path, found) => {
    const error = (() => {
      try {
        return copyPlain(value)
      } catch (thrown) {
        return thrown
      }
    })()
    expect(error).toBeInstanceOf(NotPlain)
    expect((error as NotPlain).found).toBe(found)
    expect((error as NotPlain).path.startsWith(path)).toBe(true)
  })

  test('a key named __proto__ is data like any other', () => {
    const copied = copyPlain(JSON.parse('{"__proto__": {"polluted": true}}') as object)
    expect(Object.keys(copied)).toEqual(['__proto__'])
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })
})
