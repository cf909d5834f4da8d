import { describe, expect, test } from 'vitest'
import { checkOperations } from '#checker'
import { histories, type Placed } from '../interval-orders.ts'
import { countReturned, faultIn, truthOf } from '../oracle.ts'
import {
  answerOf,
  diceOf,
  operationOf,
  queue,
  randomHistory,
  stack,
  type Collection,
  type CollectionOperation,
} from './collections.ts'

/** What is wrong with what the algorithm says of a history, if the truth is known. */
function wrongWith(
  { model }: Collection,
  operations: readonly CollectionOperation[],
  truth: boolean,
): string | undefined {
  const [algorithm] = model.algorithms ?? []
  const decided = algorithm?.decide(operations)
  if (decided === undefined && model === stack.model && hasPendingPop(operations)) return undefined
  if (decided !== truth) return `decided ${decided}, in truth ${truth}`
  if (!decided) return undefined
  const linearization =
    algorithm?.linearize(operations).flatMap((position) => operations[position] ?? []) ?? []
  if (countReturned(linearization) < countReturned(operations)) return 'the linearization is not complete'
  return faultIn(model, operations, linearization)
}

function hasPendingPop(operations: readonly CollectionOperation[]): boolean {
  return operations.some(({ kind, input }) => kind === 'pending' && input.kind === 'pop')
}

const values = ['a', 'b']

/** Every way in which an operation can end, the pending ones last. */
function kindsOf({ comeIn, goOut }: Collection) {
  const ins = values.map((value) => ({ kind: comeIn, value }))
  return [
    ...ins.map((input) => ({ input, output: { kind: 'done' } as const })),
    ...[...values, undefined].map((value) => ({ input: { kind: goOut }, output: answerOf(value) })),
    ...[...ins, { kind: goOut }].map((input) => ({ input, output: undefined })),
  ]
}

function isDistinct(operations: readonly CollectionOperation[]): boolean {
  const comeIn = operations.flatMap(({ input }) => input.value ?? [])
  return new Set(comeIn).size === comeIn.length
}

describe.each([
  { name: 'queue', collection: queue },
  { name: 'stack', collection: stack },
])('the algorithm for a $name', ({ name, collection }) => {
  const { model } = collection
  const [algorithm] = model.algorithms ?? []

  test('agrees with trying everything on every history of up to 4 operations and 2 values', () => {
    const kinds = kindsOf(collection)
    const pendingKinds = values.length + 1
    const tally = { true: 0, false: 0, undefined: 0 }
    const judge = (placed: readonly Placed[]): void => {
      const operations = placed.flatMap(({ first, last, kind }) => {
        const found = kinds[kind]
        return found === undefined ? [] : [operationOf(found.input, found.output, first, last)]
      })
      const distinct = isDistinct(operations)
      const truth = distinct ? truthOf(model, operations).linearizable : undefined
      tally[`${truth}`] += 1
      const wrong = distinct
        ? wrongWith(collection, operations, truth === true)
        : algorithm?.decide(operations) === true
          ? 'decided, though a value comes in twice'
          : undefined
      if (wrong !== undefined) expect.fail(`${wrong}\n${JSON.stringify(operations)}`)
    }
    for (let size = 1; size <= 4; size++) {
      for (const placed of histories(size, kinds.length - pendingKinds, pendingKinds)) judge(placed)
    }
    expect(Math.min(tally.true, tally.false, tally.undefined)).toBeGreaterThan(1000)
  })

  test('agrees with the search on random histories', () => {
    const dice = diceOf(`algorithm ${name}`)
    const tally = { true: 0, false: 0 }
    let givenUp = 0
    for (let run = 0; run < 10_000; run++) {
      const operations = randomHistory(collection, dice, 1 + dice(8))
      const verdict = checkOperations(model, operations, { stepsMax: 1_000_000 })
      const truth = verdict.kind === 'linearizable'
      tally[`${truth}`] += 1
      const wrong = verdict.kind === 'undecided' ? 'undecided' : wrongWith(collection, operations, truth)
      if (algorithm?.decide(operations) === undefined) givenUp += 1
      if (wrong !== undefined) expect.fail(`run ${run}: ${wrong}\n${JSON.stringify(operations)}`)
    }
    expect(Math.min(tally.true, tally.false)).toBeGreaterThan(1000)
    expect(givenUp).toBeLessThanOrEqual(2)
  })

  test('a hundred thousand operations, ten at a time, overflow nothing', () => {
    const operations = Array.from({ length: 50_000 }, (_, value) => [
      operationOf({ kind: collection.comeIn, value }, { kind: 'done' }, value, value + 5),
      operationOf({ kind: collection.goOut }, answerOf(value), value + 2, value + 7),
    ]).flat()
    expect(algorithm?.decide(operations)).toBe(true)
    expect(algorithm?.linearize(operations).length).toBe(operations.length)
  })
})
