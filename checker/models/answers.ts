import { illegal, legal, type Outcome, type StateKey, type Step } from '../model.ts'

/** An input or an output of a model in this folder. */
type Tagged = { readonly kind: string }

/** May the outcome be an answer of this kind? An unknown one may be any. */
export function mayBe<Output extends Tagged>(outcome: Outcome<Output>, kind: Output['kind']): boolean {
  return outcome.kind === 'unknown' || outcome.value.kind === kind
}

/** May the outcome be this value? */
export function mayBeValue<Output extends Tagged>(
  outcome: Outcome<Output | { readonly kind: 'value'; readonly value: StateKey }>,
  value: StateKey,
): boolean {
  if (outcome.kind === 'unknown') return true
  const answer = outcome.value
  return 'value' in answer && answer.kind === 'value' && answer.value === value
}

export function legalIf<State>(isLegal: boolean, state: State): Step<State> {
  return isLegal ? legal(state) : illegal
}

/** Thrown by a step for an operation that the model as it was given cannot meet: there is no verdict then. */
export class UnfitOperation extends Error {
  override readonly name = 'UnfitOperation'
}

/** Throws where the sum of two whole numbers would be rounded. */
export function exactSum(left: number, right: number): number {
  const sum = left + right
  if (Number.isSafeInteger(sum)) return sum
  throw new UnfitOperation(
    `expected sums of at most 2^53 − 1 either way, got ${left} + ${right}: take a larger unit`,
  )
}

/** The arguments of all models, in the order in which people write them. */
const fieldsInOrder = 'key lock owner element from to amount value values is balances'.split(' ')
const successes = new Set(['written', 'done', 'swapped'])

/** A call with its answer: `put("k", "x") → ok`. */
export function describeOperation(input: Tagged, outcome: Outcome<Tagged>): string {
  return `${input.kind}(${fieldsOf(input).join(', ')}) → ${describeOutcome(outcome)}`
}

function describeOutcome(outcome: Outcome<Tagged>): string {
  if (outcome.kind === 'unknown') return '?'
  if (successes.has(outcome.value.kind)) return 'ok'
  return fieldsOf(outcome.value)[0] ?? outcome.value.kind
}

function fieldsOf(tagged: Tagged): readonly string[] {
  const fields = new Map<string, unknown>(Object.entries(tagged))
  return fieldsInOrder.filter((name) => fields.has(name)).map((name) => show(fields.get(name)))
}

export function show(value: unknown): string {
  return JSON.stringify(value)
}
