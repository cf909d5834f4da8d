import { Full } from './engine/generic.ts'
import { judge, type Judged } from './engine/judge.ts'
import { outcomeOf, type Model } from './model.ts'
import type { History, Operation, Sequence } from './operation.ts'
import { requireAllGrouped, requireBudget, requireOperations, requireShapes } from './requirements.ts'
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
  const linearizations = outcome.groups.map((group, index) => sequenceOf(group, outcome.judged[index]))
  return { kind: outcome.kind, linearizations, stepsSpent: outcome.stepsSpent }
}

type Group<Input, Output> = readonly Operation<Input, Output>[]

type AllJudged<Input, Output> =
  | Illegal<Input, Output>
  | Undecided<Input, Output>
  | {
      readonly kind: 'linearizable'
      readonly groups: readonly Group<Input, Output>[]
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
  const failed = requireOperations(model, history)
  const operations = happenedIn(history, failed)
  const groups = model.partition === undefined ? [operations] : model.partition(operations)
  requireAllGrouped(operations, groups)
  const judged: (Judged | undefined)[] = []
  const full: number[] = []
  let open = groups.map((_, index) => index)
  let decided = 0
  let stepsSpent = 0
  const undecided = (
    groupsLeft: readonly number[],
    why: string,
    advice: string,
  ): Undecided<Input, Output> => {
    const left = groupsLeft.map((index) => groups[index] ?? [])
    return {
      kind: 'undecided',
      why: `${why}: ${told(model, groups, left)}: ${advice}`,
      groups: left,
      stepsSpent,
    }
  }
  // Ends: every round either closes a group or spends more than the last one, until the budget is spent.
  for (let share = stepsFirstRound; open.length > 0; share *= roundGrowth) {
    const left: number[] = []
    for (const index of open) {
      const group = groups[index] ?? []
      const rest = stepsMax - stepsSpent
      const result = judgeHeld(model, group, open.length === 1 ? rest : Math.min(share, rest), shows)
      stepsSpent += result.stepsSpent
      if (result.found === 'full') {
        full.push(index)
        continue
      }
      if (result.isOdd) requireShapes(model, history)
      if (result.found === 'illegal') {
        requireShapesOfOthers(model, history, group)
        return { kind: 'illegal', group, stepsSpent }
      }
      if (result.found === 'exhausted') left.push(index)
      else judged[index] = result
      decided += Number(judged[index] !== undefined)
      onProgress?.({ groups: groups.length, decided, stepsSpent })
    }
    open = left
    if (open.length > 0 && stepsSpent >= stepsMax) {
      requireShapesOfOthers(model, history, [])
      const both = [...full, ...open].toSorted((one, other) => one - other)
      const why = `${stepsSpent} steps did not suffice`
      return undecided(both, why, 'raise the budget, or judge a shorter history')
    }
  }
  if (full.length > 0) {
    const why = 'there are more states than can be held in memory'
    return undecided(full, why, 'judge a shorter history, or one in which no value is written twice')
  }
  return { kind: 'linearizable', groups, judged, stepsSpent }
}

/** A verdict that comes before all groups were looked at must not pass over what is no operation. */
function requireShapesOfOthers<State, Input, Output>(
  model: Model<State, Input, Output>,
  history: History<Input, Output>,
  group: Group<Input, Output>,
): void {
  if (model.encode !== undefined && group.length < history.length) requireShapes(model, history)
}

type Held = Judged | { readonly found: 'full'; readonly stepsSpent: number }

/** What is known of a group, or that the states of its model would fill the memory: more steps are of no use then. */
function judgeHeld<State, Input, Output>(
  model: Model<State, Input, Output>,
  group: Group<Input, Output>,
  stepsMax: number,
  shows: boolean,
): Held {
  try {
    return judge(model, group, stepsMax, shows)
  } catch (error) {
    if (!(error instanceof Full)) throw error
    return { found: 'full', stepsSpent: Math.min(error.steps, stepsMax) }
  }
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
  groups: readonly Group<Input, Output>[],
  open: readonly Group<Input, Output>[],
): string {
  const named = open.slice(0, groupsNamedMax).map((group) => {
    const [first] = group
    const what =
      first === undefined ? '' : ` that begin with ${describeOperation(first.input, outcomeOf(first))}`
    return `${group.length} operations${what}`
  })
  const more = open.length > named.length ? ', …' : ''
  return `${open.length} of ${groups.length} groups are undecided (${named.join(', ')}${more})`
}

/** The history without what did not happen; the history itself, if all of it did. */
function happenedIn<Input, Output>(history: History<Input, Output>, failed: number): Group<Input, Output> {
  // The cast: none of them failed.
  return failed === 0 ? (history as Group<Input, Output>) : history.filter(hasHappened)
}

function hasHappened<Input, Output>(
  operation: History<Input, Output>[number],
): operation is Operation<Input, Output> {
  return operation.kind !== 'failed'
}
