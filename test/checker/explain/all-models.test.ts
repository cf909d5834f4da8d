import { describe, expect, test } from 'vitest'
import { checkOperations, explain, type Explanation, type Model, type Operation } from '#checker'
import { createChoices } from '../agreement/choices.ts'
import { drawHistory, sorts } from '../agreement/histories.ts'
import { subjects } from '../agreement/subjects/index.ts'

type AnyOperation = Operation<unknown, unknown>

const budget = { stepsMax: 2_000_000 }
const histories = Number(process.env['SPLITBRAIN_EXPLAIN_HISTORIES'] ?? 120)
const operationsMax = 12

function pending({ client, input, call }: AnyOperation, at = call): AnyOperation {
  return { kind: 'pending', client, input, call: at }
}

/** What is wrong with a core, according to the port. */
function faultsOf(
  model: Model<unknown, unknown, unknown>,
  operations: readonly AnyOperation[],
  { core, unplaceable }: Explanation<unknown, unknown>,
): readonly string[] {
  const { operation: last } = unplaceable
  const end = last.kind === 'returned' ? last.return : Number.NaN
  const groups = model.partition?.(operations) ?? [operations]
  const group = (groups.find((one) => one.includes(last)) ?? []).filter(({ call }) => call <= end)
  const earliest = Math.min(...group.map(({ call }) => call))
  const free = (operation: AnyOperation): AnyOperation => pending(operation, earliest)
  const members = new Map(
    core.members.map(({ operation, needed }) => [
      operation,
      needed === 'all' ? operation : pending(operation),
    ]),
  )
  const isIllegal = (but?: AnyOperation, instead?: AnyOperation): boolean => {
    const weakened = group.map((one) => (one === but && instead) || (members.get(one) ?? free(one)))
    return checkOperations(model, weakened, budget).kind === 'illegal'
  }
  const alone = checkOperations(model, [...members.values()], budget).kind
  return [
    ...(isIllegal() ? [] : ['the core has an order when the others are free']),
    ...(alone === 'illegal' ? [] : ['the core has an order alone']),
    ...core.members.flatMap(({ operation, needed, label }) => {
      if (!core.isMinimal) return []
      if (isIllegal(operation, free(operation))) return [`${label} is not needed`]
      if (needed === 'call' || operation.kind === 'pending') return []
      return isIllegal(operation, pending(operation)) ? [`of ${label} the call would do`] : []
    }),
  ]
}

describe.each(subjects)('the core of an illegal history of $name', (subject) => {
  test('has no order, whatever the others did, and needs each member', () => {
    let explained = 0
    for (let seed = 0; seed < histories; seed++) {
      const history = drawHistory(subject, createChoices(seed), sorts[seed % sorts.length] ?? 'arbitrary')
      if (history.length > operationsMax) continue
      const explanation = explain(subject.model, history, budget)
      if (explanation.kind !== 'illegal') continue
      explained += 1
      const operations = history.filter((one): one is AnyOperation => one.kind !== 'failed')
      expect([seed, faultsOf(subject.model, operations, explanation)]).toEqual([seed, []])
      expect(explanation.reason.sentences.length).toBeGreaterThan(0)
    }
    expect(explained).toBeGreaterThan(5)
  })
})
