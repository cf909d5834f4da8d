import { printable } from './printable.ts'
import { check } from '../check.ts'
import { outcomeOf, type Model } from '../model.ts'
import type { History, Operation } from '../operation.ts'
import type { Budget, Illegal } from '../verdict.ts'
import { minimise, type Needed, type Others, type Weakening } from './core.ts'
import type { Explained, Explanation, Member, Mention, Reason } from './explanation.ts'
import { orderWithout, placesOf, shortestWalk } from './order.ts'
import { pendingOf, smallestPrefix, type Prefix } from './prefix.ts'
import { createProver, pendingIn } from './prover.ts'
import { sentencesOf, shortened } from './sentences.ts'

/** Some seconds. Where thousands are needed nobody reads them, and to be sure of each takes minutes. */
const coreStepsMax = 1_000_000
/** A small core takes some 20 checks a member, each of the whole prefix. */
const coreStepsPerOperation = 100
/** In a prefix of more operations than these, those of a model with an algorithm keep their answers at first. */
const keptFrom = 1_000

/**
 * Judges a history as `check` does and, when it is illegal, says why: the operation at whose return the last
 * order was lost, and a few operations that have no order on their own.
 *
 * `stepsMax` bounds the verdict, then the search for the smallest prefix, then the one for the core, each by
 * itself, and the last one is bounded by the size of the history, too; a core that could not be made minimal
 * says so. Handed the group of an illegal verdict, it explains that group, and `index` is the position in it.
 * Throws as `check` does.
 */
export function explain<State, Input, Output>(
  model: Model<State, Input, Output>,
  history: History<Input, Output>,
  budget: Budget,
): Explained<Input, Output> {
  const verdict = check(model, history, budget)
  return verdict.kind === 'illegal' ? explanationOf(model, history, verdict, budget) : verdict
}

function explanationOf<State, Input, Output>(
  model: Model<State, Input, Output>,
  history: History<Input, Output>,
  verdict: Illegal<Input, Output>,
  budget: Budget,
): Explanation<Input, Output> {
  const { group } = verdict
  const effort = { stepsSpent: verdict.stepsSpent, pending: pendingIn(group) }
  const prefixProver = createProver(model, budget, effort)
  const coreSteps = Math.max(coreStepsMax, coreStepsPerOperation * group.length)
  const coreBudget = { stepsMax: Math.min(budget.stepsMax, coreSteps) }
  const prefix = smallestPrefix(group, prefixProver)
  const order = orderWithout(prefix.operations, prefix.position, prefixProver)
  let coreStepsSpent = 0
  const coreWith = (others: Others): Weakening<Input, Output> => {
    const prover = createProver(model, coreBudget, effort)
    const found = minimise(prefix, model.isReadOnly ?? (() => false), prover, others)
    coreStepsSpent += prover.stepsSpent()
    return found
  }
  // An algorithm judges at once what is kept. Freed, each of many operations may be needed, and none of them read.
  const isKept = model.algorithms !== undefined && prefix.operations.length > keptFrom
  const kept = isKept ? coreWith('kept') : undefined
  const othersAre = kept?.isMinimal === true ? 'kept' : 'free'
  const { needed, weakened, isMinimal } = othersAre === 'kept' && kept ? kept : coreWith('free')

  const indexes = indexesOf(group, history)
  const indexOf = (position: number): number => indexes[prefix.positions[position] ?? -1] ?? -1
  const mention: Mentioning<Input, Output> = (position, shown) => {
    const operation = group[prefix.positions[position] ?? -1]
    if (operation === undefined) throw new Error('expected a position in the prefix')
    return { index: indexOf(position), label: labelOf(model, shown ?? operation), operation }
  }
  const members = membersOf(needed, (position) => mention(position, weakened[position]))
  return {
    kind: 'illegal',
    operations: group.length,
    unplaceable: mention(prefix.position),
    order: order === undefined ? { kind: 'undecided' } : { kind: 'found', indexes: order.map(indexOf) },
    core: {
      members,
      others: prefix.operations.length - members.length,
      othersAre,
      // The core is minimal only if the prefix is: nothing else says that it needs the unplaceable operation.
      isMinimal: isMinimal && order !== undefined,
    },
    reason: reasonOf(model, prefix, order, needed, othersAre, mention),
    stepsSpent: verdict.stepsSpent + prefixProver.stepsSpent() + coreStepsSpent,
  }
}

/** An operation of the prefix by its position; labelled as the one that is `shown`, if it is not itself. */
type Mentioning<Input, Output> = (
  position: number,
  shown?: Operation<Input, Output>,
) => Mention<Input, Output>

function labelOf<State, Input, Output>(
  { describeOperation }: Model<State, Input, Output>,
  operation: Operation<Input, Output>,
): string {
  return describeOperation(operation.input, outcomeOf(operation))
}

function membersOf<Input, Output>(
  needed: readonly Needed[],
  mention: (position: number) => Mention<Input, Output>,
): readonly Member<Input, Output>[] {
  return needed
    .flatMap((need, position) => (need === 'nothing' ? [] : [{ ...mention(position), needed: need }]))
    .toSorted((left, right) => left.operation.call - right.operation.call || left.index - right.index)
}

function reasonOf<State, Input, Output>(
  model: Model<State, Input, Output>,
  { operations, position }: Prefix<Input, Output>,
  wholeOrder: readonly number[] | undefined,
  needed: readonly Needed[],
  others: Others,
  mention: Mentioning<Input, Output>,
): Reason<Input, Output> {
  const { describeState } = model
  const start = describeState(model.init())
  if (wholeOrder === undefined) return { start, order: [], sentences: [] }
  const isFree = (placed: number): boolean => needed[placed] === 'nothing'
  const mayLeaveOut = others === 'kept' ? (): boolean => false : isFree
  const walk = shortestWalk(model, operations, position, wholeOrder, mayLeaveOut)
  const order = walk.positions.map((placed, at) => {
    const operation = operations[placed]
    const state = walk.states[at + 1]
    if (operation === undefined || state === undefined) throw new Error('expected a state after each')
    const known = placed === position ? pendingOf(operation) : operation
    return { ...mention(placed, known), isMember: !isFree(placed), state: describeState(state) }
  })
  const sentences = sentencesOf({
    unplaceable: nameOf(mention(position)),
    order: order.map(nameOf),
    places: placesOf(model, operations, walk, position),
    describeState,
  })
  return { start, order, sentences }
}

function nameOf({ operation, label }: Mention<unknown, unknown>): string {
  return `${printable(operation.client)}'s ${shortened(printable(label))}`
}

/** Where the operations of a group stand in the history, if the partition keeps their order. */
function indexesOf<Input, Output>(
  group: readonly Operation<Input, Output>[],
  history: History<Input, Output>,
): readonly number[] {
  const members = new Set<unknown>(group)
  const inOrder = history.flatMap((operation, index) => (members.has(operation) ? [index] : []))
  if (group.every((operation, at) => history[inOrder[at] ?? -1] === operation)) return inOrder
  const indexes = new Map<unknown, number>(history.map((operation, index) => [operation, index]))
  return group.map((operation) => indexes.get(operation) ?? -1)
}
