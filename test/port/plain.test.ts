import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { copyAgain, copyPlain, decodePlain, encodePlain, NotPlain, toJson } from '../../src/port/index.ts'

/** Any plain data, lists with nothing in places too. Maps with keys of their own kind, sets, and numbers that JSON does not have. */
const plain = fc.anything({
  withSparseArray: true,
  withMap: true,
  withSet: true,
  maxDepth: 4,
  values: [fc.string(), fc.integer(), fc.double(), fc.boolean(), fc.constant(null), fc.constant(undefined)],
  key: fc.oneof(fc.string(), fc.constantFrom('$map', '$set', '$undefined', '$hole', '$number', '$$map')),
})

/** All objects in a value, itself included. */
function objectsIn(value: unknown): readonly object[] {
  if (typeof value !== 'object' || value === null) return []
  const parts =
    value instanceof Map ? [...value].flat() : value instanceof Set ? [...value] : Object.values(value)
  return [value, ...parts.flatMap(objectsIn)]
}

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

  // Of few kinds and with few fields: some kinds have one shape, some have many, and some are of other shapes later.
  const message = fc.oneof(
    fc.record({ kind: fc.constant('one shape'), id: fc.record({ client: fc.string(), n: fc.nat() }) }),
    fc.record({ kind: fc.constant('one shape'), id: plain }),
    fc.record({ kind: fc.constantFrom('a', 'b'), x: plain, y: plain }, { requiredKeys: ['kind'] }),
    fc.record({ op: fc.constantFrom('a', 'c'), x: plain }),
    fc.record({ kind: fc.constant(null), op: fc.constant('a'), z: plain }),
  )

  test('a copy of a copy is equal and shares nothing, whatever was copied in between', () => {
    fc.assert(
      fc.property(fc.array(message), (messages) => {
        const copies = messages.map((value) => copyPlain(value))
        for (const [i, copied] of copies.entries()) {
          const again = copyAgain(copied)
          expect(again).toStrictEqual(copied)
          expect(encodePlain(again)).toBe(encodePlain(messages[i]))
          expect(objectsIn(again).filter((each) => objectsIn(copied).includes(each))).toEqual([])
        }
      }),
    )
  })

  test('a copy of a copy is equal where a getter gave the copy another kind', () => {
    for (const first of ['flat', 'deep', 'other']) {
      let looks = 0
      const changing = {
        get kind() {
          looks += 1
          return looks < 2 ? first : 'deep'
        },
        x: 1,
      }
      copyPlain({ kind: 'flat', x: 2 })
      copyPlain({ kind: 'deep', y: { z: 3 }, x: 4 })
      const copied = copyPlain(changing)
      expect(copyAgain(copied)).toStrictEqual({ kind: 'deep', x: 1 })
      expect(copyAgain(copyPlain({ kind: 'deep', y: { z: 3 }, x: 4 }))).toStrictEqual({
        kind: 'deep',
        y: { z: 3 },
        x: 4,
      })
    }
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
