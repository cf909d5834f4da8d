import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Timers } from '../../src/world/timers.ts'

/** More names than are listed, so that both ways are taken. */
const name = fc.nat(40).map((n) => `t${n}`)
const act = fc.oneof(
  { weight: 10, arbitrary: fc.record({ act: fc.constant('set' as const), name }) },
  { weight: 5, arbitrary: fc.record({ act: fc.constant('delete' as const), name }) },
  { weight: 1, arbitrary: fc.constant({ act: 'clear' as const, name: '' }) },
)

test('pending timers are a set of names in the order in which they were set', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 100 }), (acts) => {
      const timers = new Timers()
      const set = new Set<string>()
      for (const { act: what, name: of } of acts) {
        if (what === 'set') {
          timers.set(of)
          set.add(of)
        } else if (what === 'delete') expect(timers.delete(of)).toBe(set.delete(of))
        else {
          timers.clear()
          set.clear()
        }
        expect(timers.has(of)).toBe(set.has(of))
        expect([...timers.names]).toEqual([...set])
      }
    }),
  )
})
