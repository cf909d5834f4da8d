import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  casRegisterModel,
  checkOperations,
  deterministic,
  keyValueModel,
  legal,
  registerModel,
  type KeyValueInput,
  type KeyValueOutput,
  type Model,
  type NondeterministicModel,
} from '#checker'
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
import { truthOf } from './oracle.ts'

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
          const kinds = groups.map((group) => expectTrue(whole, group).kind)
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

describe('the key/value store, all keys at once', () => {
  // One key's step, on the map of all keys: what the partition saves.
  const whole: Pick<Model<ReadonlyMap<string, string>, KeyValueInput, KeyValueOutput>, 'init' | 'step'> = {
    init: () => new Map(),
    step: (state, input, outcome) => {
      const step = keyValueModel.step(state.get(input.key) ?? '', input, outcome)
      return step.kind === 'illegal' ? step : legal(new Map([...state, [input.key, step.state]]))
    },
  }

  test('is linearizable exactly when each key is', () => {
    fc.assert(
      fc.property(fc.oneof(mutatedHistory(keyValue, 6), arbitraryHistory(keyValue, 6)), (operations) => {
        const linearizable = checkOperations(keyValueModel, operations, budget).kind === 'linearizable'
        expect(linearizable).toBe(truthOf(whole, operations).linearizable)
      }),
      { numRuns: 500 },
    )
  })
})

/** A moment at which something was called and returned. */
function at(moment: number) {
  return { kind: 'returned', client: 'c', call: moment, return: moment } as const
}

describe('a register that may forget its last write', () => {
  type Input = { readonly kind: 'read' } | { readonly kind: 'write'; readonly value: number }
  const forgetful: NondeterministicModel<number, Input, number> = {
    init: () => [0],
    step: (state, input, outcome) => {
      if (input.kind === 'write') return [state, input.value]
      return outcome.kind === 'unknown' || outcome.value === state ? [state] : []
    },
    key: (state) => state,
    describeOperation: (input) => input.kind,
    describeState: String,
  }
  const subject: Subject<Input, number> = {
    inputs: fc.oneof(
      fc.constant({ kind: 'read' as const }),
      fc.record({ kind: fc.constant('write' as const), value: fc.nat(2) }),
    ),
    outputs: fc.nat(2),
    object: () => () => 0,
  }

  test('is judged over all states that it may be in', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(arbitraryHistory(subject, 5), (operations) => {
        seen.add(expectTrue(deterministic(forgetful), operations).kind)
      }),
      { numRuns: 500 },
    )
    expect(seen.size).toBe(2)
  })

  test('cannot answer both that it forgot and, later, that it did not', () => {
    const write = { kind: 'write', value: 1 } as const
    const history = [
      { ...at(1), input: write, output: 0 },
      { ...at(2), input: { kind: 'read' } as const, output: 0 },
    ]
    const verdict = (output: number) =>
      checkOperations(
        deterministic(forgetful),
        [...history, { ...at(3), input: { kind: 'read' }, output }],
        budget,
      )
    expect(verdict(0).kind).toBe('linearizable')
    expect(verdict(1).kind).toBe('illegal')
  })
})
