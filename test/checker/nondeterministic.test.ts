import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  checkOperations,
  deterministic,
  type NondeterministicModel,
  type Operation,
  type RegisterInput,
  type RegisterOutput,
} from '#checker'
import { arbitraryHistory, register } from './generators.ts'
import { replayed, truthOf } from './oracle.ts'
import { read, write } from './register-history.ts'

/** A register that may forget a write at the moment it acknowledges it. */
const forgetful: NondeterministicModel<number, RegisterInput, RegisterOutput> = {
  init: () => [0],
  step: (state, input, outcome) => {
    const answer: RegisterOutput =
      input.kind === 'read' ? { kind: 'value', value: state } : { kind: 'written' }
    if (outcome.kind === 'returned' && JSON.stringify(outcome.value) !== JSON.stringify(answer)) return []
    return input.kind === 'read' ? [state] : [state, Number(input.value)]
  },
  key: (state) => state,
  describeOperation: (input) => input.kind,
  describeState: String,
}

const model = deterministic(forgetful)
const budget = { stepsMax: 1_000_000 }

/** Every way in which the register may have forgotten: a forgotten write has no effect. */
function forgettings(
  operations: readonly Operation<RegisterInput, RegisterOutput>[],
): readonly (readonly Operation<RegisterInput | 'forgotten', RegisterOutput>[])[] {
  const [first, ...others] = operations
  if (first === undefined) return [[]]
  const rest = forgettings(others)
  const effects = first.input.kind === 'read' ? [first] : [first, { ...first, input: 'forgotten' as const }]
  return effects.flatMap((effect) => rest.map((choice) => [effect].concat(choice)))
}

function forgetfulObject(): (input: RegisterInput | 'forgotten') => RegisterOutput {
  const execute = register.object()
  return (input) => (input === 'forgotten' ? { kind: 'written' } : execute(input))
}

test('a nondeterministic model is judged over all states that it may be in', () => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(arbitraryHistory(register, 5), (operations) => {
      const reality = replayed(forgetfulObject)
      const possible = forgettings(operations).some((choice) => truthOf(reality, choice).linearizable)
      const { kind } = checkOperations(model, operations, budget)
      expect(kind).toBe(possible ? 'linearizable' : 'illegal')
      seen.add(kind)
    }),
    { numRuns: 500 },
  )
  expect(seen.size).toBe(2)
})

test.each([
  { second: 1, kind: 'linearizable' },
  { second: 0, kind: 'illegal' },
])('a forgetful register that answers write(1), $second, 1 is $kind', ({ second, kind }) => {
  const history = [write(1, 1, 1), read(second, 2, 2), read(1, 3, 3)]
  expect(checkOperations(model, history, budget).kind).toBe(kind)
})

test('a set of states is one state, in whatever order its members were met', () => {
  expect(model.key([0, 1])).toBe(model.key([1, 0]))
  expect(model.key([0])).not.toBe(model.key([0, 1]))
  expect(model.describeState([0, 1])).toBe('{0, 1}')
})
