import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createBitset, exclude, include } from '../../checker/port/bitset.ts'
import { createConfigurations } from '../../checker/port/configurations.ts'

test.each([5, 32, 33, 70])('configurations of %i operations are entered once each', (operations) => {
  const member = fc.nat(operations - 1)
  // Few members and few states, so that many configurations differ in one word, or only in the state.
  const configuration = fc.record({ placed: fc.uniqueArray(member, { maxLength: 3 }), state: fc.nat(3) })
  fc.assert(
    fc.property(fc.array(configuration, { minLength: 200, maxLength: 1_000 }), (list) => {
      const configurations = createConfigurations(operations)
      const known = new Set<string>()
      for (const { placed, state } of [...list, ...list]) {
        const bitset = createBitset(operations)
        for (const index of placed) include(bitset, index)
        const name = `${placed.toSorted().join()} in ${state}`
        expect(configurations.enter(bitset, state)).toBe(!known.has(name))
        known.add(name)
      }
    }),
    { numRuns: 30 },
  )
})

test('what is included in a set and excluded again leaves it as it was', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(99)), fc.nat(99), (members, index) => {
      fc.pre(!members.includes(index))
      const set = createBitset(100)
      for (const member of members) include(set, member)
      const before = [...set]
      include(set, index)
      expect([...set]).not.toEqual(before)
      exclude(set, index)
      expect([...set]).toEqual(before)
    }),
  )
})
