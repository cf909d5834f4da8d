import {
  checkOperations,
  type Budget,
  type History,
  type Linearized,
  type Model,
  type Verdict,
} from '#checker'
import type { AnyHistory, AnyOperation } from './histories.ts'
import { happened, type Specification } from './specification.ts'

export type AnyModel = Model<unknown, unknown, unknown>

/** The two functions under test. */
export type Checker = {
  readonly check: (
    model: AnyModel,
    history: History<unknown, unknown>,
    budget: Budget,
  ) => Verdict<unknown, unknown>
  readonly linearize: (
    model: AnyModel,
    history: History<unknown, unknown>,
    budget: Budget,
  ) => Linearized<unknown, unknown>
}

/** Judges of the truth beside the checker. */
export type Truth = {
  readonly specification: Specification
  /** The longest history for which every order is tried. */
  readonly everyOrderMax: number
  /** The history was made by a real object. */
  readonly isLinearizable: boolean
}

export type Comparison =
  /** `undecided`: by the port, and the checker says nothing wrong; `given-up`: by the checker, not by the port. */
  | { readonly kind: 'agreement'; readonly verdict: 'linearizable' | 'illegal' | 'undecided' | 'given-up' }
  | { readonly kind: 'disagreement'; readonly why: string }

const budget = { stepsMax: 50_000 }
/** The port needs fewer for nearly all; the others would take most of the time. */
const portBudget = { stepsMax: 10_000 }

/** Holds what the checker says of a history against the port, every order and the specification. */
export function compare(checker: Checker, model: AnyModel, truth: Truth, history: AnyHistory): Comparison {
  try {
    return compareVerdicts(checker, model, truth, history)
  } catch (error) {
    return disagreement(`the checker throws ${error instanceof Error ? error.message : String(error)}`)
  }
}

function compareVerdicts(
  checker: Checker,
  model: AnyModel,
  { specification, everyOrderMax, isLinearizable }: Truth,
  history: AnyHistory,
): Comparison {
  const operations = happened(history)
  const decided = checkOperations(model, operations, portBudget).kind
  if (isLinearizable && decided === 'illegal') return disagreement('the port says illegal of what happened')
  if (
    operations.length <= everyOrderMax &&
    specification.isLinearizable(operations) !== (decided === 'linearizable')
  )
    return disagreement(`the port says ${decided}, but every order was tried and says otherwise`)

  const port = isLinearizable ? 'linearizable' : decided

  const verdict = checker.check(model, history, budget)
  const shown = checker.linearize(model, history, budget)
  if (verdict.kind === 'undecided' || shown.kind === 'undecided')
    return { kind: 'agreement', verdict: decided === 'undecided' ? 'undecided' : 'given-up' }
  if (port !== 'undecided' && verdict.kind !== port)
    return disagreement(`check says ${verdict.kind}, the port says ${port}`)
  if (verdict.kind !== shown.kind)
    return disagreement(`check says ${verdict.kind}, linearize says ${shown.kind}`)
  const groups = operations.length === 0 ? [] : (model.partition?.(operations) ?? [operations])
  const why = wrongGroup(verdict, model, groups) ?? wrongGroup(shown, model, groups)
  if (why !== undefined) return disagreement(why)
  const fault =
    shown.kind === 'linearizable' && groups.length > 0
      ? specification.faultIn(groups, shown.linearizations)
      : undefined
  if (fault !== undefined) return disagreement(`linearize gives no linearization: ${fault}`)
  return { kind: 'agreement', verdict: port }
}

/** What is wrong with the group that a verdict calls illegal. */
function wrongGroup(
  verdict: Verdict<unknown, unknown> | Linearized<unknown, unknown>,
  model: AnyModel,
  groups: readonly (readonly AnyOperation[])[],
): string | undefined {
  if (verdict.kind !== 'illegal') return undefined
  const { group } = verdict
  const isGroup = groups.some(
    (other) => other.length === group.length && other.every((operation, index) => operation === group[index]),
  )
  if (!isGroup) return 'what is said to be illegal is no group of the history'
  // A history of one group was judged already.
  const isSettled = groups.length === 1 || checkOperations(model, group, portBudget).kind !== 'linearizable'
  return isSettled ? undefined : 'the group that is said to be illegal is linearizable'
}

function disagreement(why: string): Comparison {
  return { kind: 'disagreement', why }
}
