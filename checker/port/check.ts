import type { Model } from '../model.ts'
import type { Budget } from '../verdict.ts'
import {
  operationsOf,
  type Event,
  type Operation,
  type ReturnedOperation,
  type Sequence,
} from '../operation.ts'
import { requireAllGrouped, requireBudget, requireOperations, requireShapes } from '../requirements.ts'
import { search } from './search.ts'
import type { PortIllegal, PortVerdict } from './verdict.ts'

/** What each group may spend in the first round, and how many times as much in each round after it. */
const stepsFirstRound = 10_000
const roundGrowth = 8

/**
 * Judges a history against a model. The groups of its partition are searched in rounds, each with a larger
 * share of the budget and from the start, so that one hard group does not hide an illegal one behind it.
 * (Upstream runs them at the same time; of its c50-bad.txt, the first group is beyond reach and the third
 * illegal at once.) The history is illegal as soon as one group is, and linearizable when all are.
 *
 * Throws a `TypeError` for what is no operation, or none that the model has; and when the partition does not put
 * every operation into one group, or `stepsMax` is no positive whole number.
 */
export function checkOperations<State, Input, Output>(
  model: Model<State, Input, Output>,
  operations: readonly Operation<Input, Output>[],
  { stepsMax }: Budget,
): PortVerdict<Input, Output> {
  requireBudget(stepsMax)
  requireOperations(model, operations)
  requireShapes(model, operations)
  const groups = model.partition === undefined ? [operations] : model.partition(operations)
  requireAllGrouped(operations, groups)

  const linearizations = new Map<Group<Input, Output>, Sequence<Input, Output>>()
  let open = groups
  let stepsSpent = 0
  // Ends: every round either closes a group or spends more than the last one, until the budget is spent.
  for (let share = stepsFirstRound; open.length > 0; share *= roundGrowth) {
    for (const group of open) {
      const rest = stepsMax - stepsSpent
      const found = search(model, group, open.length === 1 ? rest : Math.min(share, rest))
      stepsSpent += found.stepsSpent
      if (found.kind === 'illegal') return illegalVerdict(group, found.partials, stepsSpent)
      if (found.kind === 'linearizable') linearizations.set(group, found.linearization)
    }
    open = open.filter((group) => !linearizations.has(group))
    if (open.length > 0 && stepsSpent === stepsMax) return undecidedVerdict(groups, open, stepsSpent)
  }
  const inOrder = groups.map((group) => linearizations.get(group) ?? [])
  return { kind: 'linearizable', linearizations: inOrder, stepsSpent }
}

/** As `checkOperations`, for a history told as events. Throws as `operationsOf` does, too. */
export function checkEvents<State, Input, Output>(
  model: Model<State, Input, Output>,
  events: readonly Event<Input, Output>[],
  budget: Budget,
): PortVerdict<Input, Output> {
  return checkOperations(model, operationsOf(events), budget)
}

type Group<Input, Output> = readonly Operation<Input, Output>[]

function undecidedVerdict<Input, Output>(
  groups: readonly Group<Input, Output>[],
  open: readonly Group<Input, Output>[],
  stepsSpent: number,
): PortVerdict<Input, Output> {
  const sizes = open.map((group) => group.length).join(', ')
  const why =
    `${stepsSpent} steps did not suffice: ${open.length} of ${groups.length} groups are undecided ` +
    `(of ${sizes} operations): raise the budget, or judge a shorter history`
  return { kind: 'undecided', why, stepsSpent }
}

/** Positions, not the operations themselves: the same object may stand in a history twice. */
function illegalVerdict<Input, Output>(
  group: Group<Input, Output>,
  partials: readonly (readonly number[])[],
  stepsSpent: number,
): PortIllegal<Input, Output> {
  const sequences = partials.map((positions) => operationsAt(group, positions))
  const unplaceable = firstLeftOut(group, new Set(partials[0]))
  return { kind: 'illegal', group, longest: sequences[0] ?? [], partials: sequences, unplaceable, stepsSpent }
}

function operationsAt<Input, Output>(
  group: Group<Input, Output>,
  positions: readonly number[],
): Sequence<Input, Output> {
  return positions.flatMap((position) => group[position] ?? [])
}

/** Of the returned operations outside `placed`, the one that returned first. */
function firstLeftOut<Input, Output>(
  group: Group<Input, Output>,
  placed: ReadonlySet<number>,
): ReturnedOperation<Input, Output> {
  let first: ReturnedOperation<Input, Output> | undefined
  for (const [position, operation] of group.entries()) {
    if (operation.kind === 'pending' || placed.has(position)) continue
    if (first === undefined || operation.return < first.return) first = operation
  }
  if (first === undefined) throw new Error('a group that is illegal leaves a returned operation out')
  return first
}
