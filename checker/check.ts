import type { Judged } from './engine/judge.ts'
import { groupsOf, type Groups } from './groups.ts'
import { outcomeOf, type Model } from './model.ts'
import type { History, Operation, Sequence } from './operation.ts'
import { requireBudget, requireOperations, requireShapes } from './requirements.ts'
import type { Budget, Illegal, Linearized, Undecided, Verdict } from './verdict.ts'

/** What each group may spend in the first round, and how many times as much in each round after it. */
const stepsFirstRound = 100_000
const roundGrowth = 8

/** How many groups an undecided verdict names. */
const groupsNamedMax = 3

/**
 * Judges a history against a model: is there a legal order of its operations for each group of the model's
 * partition? The groups are judged in rounds, each with a larger share of the budget, so that one hard group
 * does not hide an illegal one behind it.
 *
 * Throws a `TypeError` for what is no operation, or none that the model has; and when the partition does not put
 * every operation into one group, or `stepsMax` is no positive whole number.
 */
export function check<State, Input, Output>(
  model: Model<State, Input, Output>,
  history: History<Input, Output>,
  budget: Budget,
): Verdict<Input, Output> {
  const outcome = judgeAll(model, history, budget, false)
  return outcome.kind === 'linearizable' ? { kind: outcome.kind, stepsSpent: outcome.stepsSpent } : outcome
}

/** As `check`, and shows the linearizations. */
export function linearize<State, Input, Output>(
  model: Model<State, Input, Output>,
  history: History<Input, Output>,
  budget: Budget,
): Linearized<Input, Output> {
  const outcome = judgeAll(model, history, budget, true)
  if (outcome.kind !== 'linearizable') return outcome
  const { groups } = outcome
  const linearizations = outcome.judged.map((judged, group) => sequenceOf(groups.operationsOf(group), judged))
  return { kind: outcome.kind, linearizations, stepsSpent: outcome.stepsSpent }
}

type Group<Input, Output> = readonly Operation<Input, Output>[]

type AllJudged<Input, Output> =
  | Illegal<Input, Output>
  | Undecided<Input, Output>
  | {
      readonly kind: 'linearizable'
      readonly groups: Groups<Input, Output>
      readonly judged: readonly (Judged | undefined)[]
      readonly stepsSpent: number
    }

function judgeAll<State, Input, Output>(
  model: Model<State, Input, Output>,
  history: History<Input, Output>,
  { stepsMax, onProgress }: Budget,
  shows: boolean,
): AllJudged<Input, Output> {
  requireBudget(stepsMax)
  const groups =
    model.engine?.unseen?.(model, history, stepsMax, shows) ??
    groupsOf(model, happenedIn(model, history), shows)
  const judged: (Judged | undefined)[] = []
  /** Groups that cannot be decided, whatever is spent on them. */
  const full: number[] = []
  let stepsSpent = 0
  let decided = 0
  let open: number[] = []
  for (let group = 0; group < groups.count; group++) open.push(group)
  // Ends: every round either closes a group or spends more than the last one, until the budget is spent.
  for (let share = stepsFirstRound; open.length > 0 && stepsSpent < stepsMax; share *= roundGrowth) {
    const left: number[] = []
    for (const index of open) {
      const rest = stepsMax - stepsSpent
      const result = groups.judge(index, open.length === 1 ? rest : Math.min(share, rest))
      const { found } = result
      stepsSpent += result.stepsSpent
      if (result.isOdd) requireShapes(model, history)
      if (found === 'illegal') {
        const group = groups.operationsOf(index)
        requireOthers(model, history, groups, group)
        return { kind: found, group, stepsSpent }
      }
      if (found === 'linearizable') {
        judged[index] = result
        decided += 1
      } else (found === 'full' ? full : left).push(index)
      onProgress?.({ groups: groups.count, decided, stepsSpent })
    }
    open = left
  }
  if (open.length + full.length === 0) return { kind: 'linearizable', groups, judged, stepsSpent }
  requireOthers(model, history, groups, [])
  const undecided = [...full, ...open]
    .toSorted((one, other) => one - other)
    .map((index) => groups.operationsOf(index))
  const why =
    open.length > 0
      ? `${stepsSpent} steps did not suffice`
      : 'there is more to remember than can be held in memory'
  const advice =
    open.length > 0
      ? 'raise the budget, or judge a shorter history'
      : 'judge a shorter history, or one with no value written twice'
  return {
    kind: 'undecided',
    why: `${why}: ${told(model, groups.count, undecided)}: ${advice}`,
    groups: undecided,
    stepsSpent,
  }
}

/** A verdict that comes before all groups were looked at must not pass over what is no operation. */
function requireOthers<State, Input, Output>(
  model: Model<State, Input, Output>,
  history: History<Input, Output>,
  { isAllSeen }: Groups<Input, Output>,
  group: Group<Input, Output>,
): void {
  if (!isAllSeen && model.engine !== undefined && group.length < history.length) requireShapes(model, history)
}

function sequenceOf<Input, Output>(
  group: Group<Input, Output>,
  judged: Judged | undefined,
): Sequence<Input, Output> {
  return (judged?.order ?? []).flatMap((position) => group[position] ?? [])
}

/** How many groups are undecided, and which. */
function told<State, Input, Output>(
  { describeOperation }: Model<State, Input, Output>,
  groups: number,
  open: readonly Group<Input, Output>[],
): string {
  const named = open.slice(0, groupsNamedMax).map((group) => {
    const [first] = group
    const what =
      first === undefined ? '' : ` that begin with ${describeOperation(first.input, outcomeOf(first))}`
    return `${group.length} operations${what}`
  })
  const more = open.length > named.length ? ', …' : ''
  return `${open.length} of ${groups} groups are undecided (${named.join(', ')}${more})`
}

/** The history without what did not happen; the history itself, if all of it did. */
function happenedIn<State, Input, Output>(
  model: Model<State, Input, Output>,
  history: History<Input, Output>,
): Group<Input, Output> {
  const failed = requireOperations(model, history)
  // The cast: none of them failed.
  if (failed === 0) return history as Group<Input, Output>
  return history.filter((operation): operation is Operation<Input, Output> => operation.kind !== 'failed')
}
