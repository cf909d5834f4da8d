import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { casRegisterModel, checkOperations, keyValueModel, registerModel, type Model } from '#checker'
import { expectTrue } from './expect-true.ts'
import {
  arbitraryHistory,
  casRegister,
  keyValue,
  mutatedHistory,
  realHistory,
  register,
  type Subject,
} from './generators.ts'
import { replayed, truthOf } from './oracle.ts'

const budget = { stepsMax: 1_000_000 }

function laws<State, Input, Output>(
  name: string,
  model: Model<State, Input, Output>,
  subject: Subject<Input, Output>,
) {
  describe(name, () => {
    test('what a real object did is linearizable', () => {
      fc.assert(
        fc.property(realHistory(subject, 20), (operations) => {
          expect(checkOperations(model, operations, budget).kind).toBe('linearizable')
        }),
        { numRuns: 1_000 },
      )
    })

    test.each([
      { of: 'a real history', histories: realHistory(subject, 6), both: false },
      { of: 'a real history with one answer replaced', histories: mutatedHistory(subject, 6), both: true },
      { of: 'an arbitrary history', histories: arbitraryHistory(subject, 6), both: true },
    ])('the verdict on each group of $of is true', ({ histories, both }) => {
      const seen = new Set<string>()
      fc.assert(
        fc.property(histories, (operations) => {
          const { partition, ...whole } = model
          const groups = partition === undefined ? [operations] : partition(operations)
          const kinds = groups.map((group) => expectTrue(whole, replayed(subject.object), group).kind)
          const kind = checkOperations(model, operations, budget).kind
          expect(kind).toBe(kinds.includes('illegal') ? 'illegal' : 'linearizable')
          seen.add(kind)
        }),
        { numRuns: 500 },
      )
      expect([...seen].toSorted()).toEqual(both ? ['illegal', 'linearizable'] : ['linearizable'])
    })
  })
}

laws('a register', registerModel(0), register)
laws('a compare-and-set register', casRegisterModel, casRegister)
laws('a key/value store', keyValueModel, keyValue)

test('a key/value store is linearizable as a whole exactly when each key is', () => {
  fc.assert(
    fc.property(fc.oneof(mutatedHistory(keyValue, 6), arbitraryHistory(keyValue, 6)), (operations) => {
      const linearizable = checkOperations(keyValueModel, operations, budget).kind === 'linearizable'
      expect(linearizable).toBe(truthOf(replayed(keyValue.object), operations).linearizable)
    }),
    { numRuns: 500 },
  )
})
