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
  budget: Budget,
  shows: boolean,
): AllJudged<Input, Output> {
  requireBudget(budget.stepsMax)
  const groups =
    model.engine?.unseen?.(model, history, budget.stepsMax, shows) ??
    groupsOf(model, happenedIn(model, history), shows)
  return new Rounds(model, history, groups, budget).judge()
}

/** Judges groups in turns. */
class Rounds<State, Input, Output> {
  #stepsSpent = 0
  #decided = 0
  readonly #judged: (Judged | undefined)[] = []
  /** Groups that cannot be decided, whatever is spent on them. */
  readonly #full: number[] = []

  constructor(
    readonly model: Model<State, Input, Output>,
    readonly history: History<Input, Output>,
    readonly groups: Groups<Input, Output>,
    readonly budget: Budget,
  ) {}

  judge(): AllJudged<Input, Output> {
    let open: number[] = []
    for (let group = 0; group < this.groups.count; group++) open.push(group)
    // Ends: every round either closes a group or spends more than the last one, until the budget is spent.
    for (let share = stepsFirstRound; open.length > 0; share *= roundGrowth) {
      const left = this.#round(open, share)
      if (!Array.isArray(left)) return left
      open = left
      if (open.length > 0 && this.#stepsSpent >= this.budget.stepsMax) {
        const why = `${this.#stepsSpent} steps did not suffice`
        return this.#undecided([...this.#full, ...open], why, 'raise the budget, or judge a shorter history')
      }
    }
    if (this.#full.length > 0) {
      const why = 'there is more to remember than can be held in memory'
      return this.#undecided(
        this.#full,
        why,
        'judge a shorter history, or one in which no value is written twice',
      )
    }
    return { kind: 'linearizable', groups: this.groups, judged: this.#judged, stepsSpent: this.#stepsSpent }
  }

  /** Gives each open group its share of the budget. Returns those still open, or the verdict. */
  #round(open: readonly number[], share: number): number[] | Illegal<Input, Output> {
    const left: number[] = []
    for (const index of open) {
      const rest = this.budget.stepsMax - this.#stepsSpent
      const result = this.groups.judge(index, open.length === 1 ? rest : Math.min(share, rest))
      this.#stepsSpent += result.stepsSpent
      if (result.isOdd) requireShapes(this.model, this.history)
      switch (result.found) {
        case 'illegal': {
          const group = this.groups.operationsOf(index)
          this.#requireOthers(group)
          return { kind: 'illegal', group, stepsSpent: this.#stepsSpent }
        }
        case 'exhausted':
          left.push(index)
          break
        case 'full':
          this.#full.push(index)
          break
        case 'linearizable':
          this.#judged[index] = result
          this.#decided += 1
          break
        default:
          result.found satisfies never
      }
      this.budget.onProgress?.({
        groups: this.groups.count,
        decided: this.#decided,
        stepsSpent: this.#stepsSpent,
      })
    }
    return left
  }

  #undecided(indices: readonly number[], why: string, advice: string): Undecided<Input, Output> {
    this.#requireOthers([])
    const left = indices.toSorted((one, other) => one - other).map((index) => this.groups.operationsOf(index))
    return {
      kind: 'undecided',
      why: `${why}: ${told(this.model, this.groups.count, left)}: ${advice}`,
      groups: left,
      stepsSpent: this.#stepsSpent,
    }
  }

  /** A verdict that comes before all groups were looked at must not pass over what is no operation. */
  #requireOthers(group: Group<Input, Output>): void {
    const { model, history } = this
    if (this.groups.isAllSeen || model.engine === undefined) return
    if (group.length < history.length) requireShapes(model, history)
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
