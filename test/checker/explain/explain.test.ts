import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  casRegisterModel,
  checkOperations,
  explain,
  keyValueModel,
  partials,
  registerModel,
  type Explanation,
  type Model,
  type Operation,
} from '#checker'
import {
  arbitraryHistory,
  casRegister,
  keyValue,
  mutatedHistory,
  realHistory,
  register,
  type Subject,
} from '../generators.ts'
import { faultIn, truthOf } from '../oracle.ts'

const budget = { stepsMax: 1_000_000 }
const runs = { seed: 3, numRuns: Number(process.env['SPLITBRAIN_EXPLAIN_RUNS'] ?? 700) }

type History<Input, Output> = readonly Operation<Input, Output>[]

function illegalHistories<State, Input, Output>(
  model: Model<State, Input, Output>,
  subject: Subject<Input, Output>,
): fc.Arbitrary<History<Input, Output>> {
  return fc
    .oneof(mutatedHistory(subject, 7), arbitraryHistory(subject, 6))
    .filter((history) => checkOperations(model, history, budget).kind === 'illegal')
}

function explanationOf<State, Input, Output>(
  model: Model<State, Input, Output>,
  history: History<Input, Output>,
): Explanation<Input, Output> {
  const explained = explain(model, history, budget)
  if (explained.kind !== 'illegal') throw new Error(`expected an explanation, got ${explained.kind}`)
  return explained
}

function isLegal<State, Input, Output>(
  model: Model<State, Input, Output>,
  history: History<Input, Output>,
): boolean {
  return truthOf(model, history).linearizable
}

function pending<Input, Output>({ client, input, call }: Operation<Input, Output>): Operation<Input, Output> {
  return { kind: 'pending', client, input, call }
}

/** The group that holds an operation. */
function groupOf<State, Input, Output>(
  model: Model<State, Input, Output>,
  history: History<Input, Output>,
  operation: Operation<Input, Output>,
): History<Input, Output> {
  return (model.partition?.(history) ?? [history]).find((group) => group.includes(operation)) ?? []
}

/** What is known at a time; of what returns at that very time, only `returned` of them. */
function prefix<Input, Output>(
  group: History<Input, Output>,
  time: number,
  returned: (operation: Operation<Input, Output>) => boolean,
): History<Input, Output> {
  return group
    .filter(({ call }) => call <= time)
    .map((operation) =>
      operation.kind === 'returned' &&
      (operation.return < time || (operation.return === time && returned(operation)))
        ? operation
        : pending(operation),
    )
}

function laws<State, Input, Output>(
  name: string,
  model: Model<State, Input, Output>,
  subject: Subject<Input, Output>,
) {
  const illegal = illegalHistories(model, subject)

  describe(name, () => {
    test('what is linearizable is not explained', () => {
      fc.assert(
        fc.property(realHistory(subject, 8), (history) => {
          expect(explain(model, history, budget).kind).toBe('linearizable')
        }),
        runs,
      )
    })

    test('until the unplaceable operation returns there is an order, and it is shown; then there is none', () => {
      fc.assert(
        fc.property(illegal, (history) => {
          const { unplaceable, order } = explanationOf(model, history)
          const { operation } = unplaceable
          expect(history[unplaceable.index]).toBe(operation)
          if (operation.kind !== 'returned' || order.kind !== 'found') throw new Error('expected both')
          const group = groupOf(model, history, operation)
          const upTo = (one: Operation<Input, Output>): boolean =>
            group.indexOf(one) <= group.indexOf(operation)
          const before = prefix(group, operation.return, (one) => one !== operation && upTo(one))
          expect(isLegal(model, prefix(group, operation.return, upTo))).toBe(false)
          expect(isLegal(model, before)).toBe(true)

          const known = new Map(
            group.filter(({ call }) => call <= operation.return).map((one, i) => [one, before[i]]),
          )
          const sequence = order.indexes.flatMap((index) => {
            const one = history[index]
            return (one && known.get(one)) ?? []
          })
          expect(sequence.length).toBe(order.indexes.length)
          expect(faultIn(model, before, sequence)).toBe(undefined)
          expect(before.filter((one) => one.kind === 'returned' && !sequence.includes(one))).toEqual([])
        }),
        runs,
      )
    })

    test('the core has no order, whatever the others did, and needs each of its members', () => {
      fc.assert(
        fc.property(illegal, (history) => {
          const { core, unplaceable } = explanationOf(model, history)
          const { operation: last } = unplaceable
          const end = last.kind === 'returned' ? last.return : Number.NaN
          const group = groupOf(model, history, last).filter(({ call }) => call <= end)
          expect(core.others).toBe(group.length - core.members.length)
          const weakest = Math.min(...group.map(({ call }) => call)) - 1
          const free = (one: Operation<Input, Output>) => ({ ...pending(one), call: weakest })
          const weakened = new Map(
            core.members.map(({ index, needed, operation }) => {
              expect(history[index]).toBe(operation)
              return [operation, needed === 'all' ? operation : pending(operation)]
            }),
          )
          const weakenedBut = (one?: Operation<Input, Output>, changed?: Operation<Input, Output>) =>
            group.map((each) => (each === one && changed) || (weakened.get(each) ?? free(each)))

          expect(core.isMinimal).toBe(true)
          expect(isLegal(model, weakenedBut())).toBe(false)
          expect(isLegal(model, [...weakened.values()])).toBe(false)
          for (const { operation, needed } of core.members) {
            expect(isLegal(model, weakenedBut(operation, free(operation)))).toBe(true)
            if (needed === 'call' || operation.kind === 'pending') continue
            expect(isLegal(model, weakenedBut(operation, pending(operation)))).toBe(true)
          }
        }),
        runs,
      )
    })

    test('the reason is an order of the core, with its states, and says why', () => {
      fc.assert(
        fc.property(illegal, (history) => {
          const { core, reason, unplaceable } = explanationOf(model, history)
          const inOrder = new Set(reason.order.map(({ index }) => index))
          for (const { index, needed } of core.members) {
            if (needed === 'all' && index !== unplaceable.index) expect(inOrder).toContain(index)
          }
          expect(reason.sentences.length).toBeGreaterThan(0)
          expect(reason.sentences[0]).toContain(unplaceable.label)
        }),
        runs,
      )
    })

    test('the longest partial linearizations are those of the whole group', () => {
      fc.assert(
        fc.property(illegal, (history) => {
          const explanation = explanationOf(model, history)
          const group = groupOf(model, history, explanation.unplaceable.operation)
          const whole = checkOperations(model, group, budget)
          const found = partials(model, history, explanation, budget)
          expect({ ...found, group: [] }).toEqual({ ...whole, group: [] })
        }),
        runs,
      )
    })

    test('is plain data', () => {
      fc.assert(
        fc.property(illegal, (history) => {
          const explanation = explanationOf(model, history)
          expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation)
        }),
        { ...runs, numRuns: 50 },
      )
    })
  })
}

laws('a register', registerModel(0), register)
laws('a compare-and-set register', casRegisterModel, casRegister)
laws('a key/value store', keyValueModel, keyValue)
