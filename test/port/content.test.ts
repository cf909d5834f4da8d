import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contentOf, sameContent } from '../../src/port/index.ts'

/** Of few values, so that two of them are often the same. */
const { plain } = fc.letrec<{ readonly plain: unknown }>((tie) => {
  const leaf = fc.constantFrom<unknown>(null, undefined, true, 0, -0, Number.NaN, 1, '', '1', 'null')
  const list = fc.array(tie('plain'), { maxLength: 2 })
  const fields = fc
    .uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'toString'), tie('plain')), { selector: ([key]) => key })
    .map((entries) => Object.fromEntries(entries))
  const map = fc.array(fc.tuple(leaf, tie('plain')), { maxLength: 2 }).map((entries) => new Map(entries))
  const set = list.map((elements) => new Set(elements))
  const without = fields.map((object) => Object.assign(Object.create(null) as object, object))
  return { plain: fc.oneof({ maxDepth: 2 }, leaf, fields, fields, list, map, set, without) }
})

describe('content', () => {
  test('is the same where its text is', () => {
    fc.assert(
      fc.property(plain, plain, (a, b) => sameContent(a, b) === (contentOf(a) === contentOf(b))),
      { numRuns: 20_000, seed: 1 },
    )
  })

  test('does not depend on the order of fields, nor on what was copied', () => {
    fc.assert(
      fc.property(plain, plain, (a, b) => {
        expect(sameContent({ a, b }, { b, a })).toBe(true)
        expect(sameContent([a, b], structuredClone([a, b]))).toBe(true)
      }),
      { seed: 1 },
    )
  })
})
