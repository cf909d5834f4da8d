import type { Address, Command } from '../port/index.ts'
import type { Judgement, Step } from '../trace/index.ts'
import { ConcreteSearch } from './concrete.ts'
import { Model, type Explored } from './model.ts'
import { monitoredOf } from './monitors.ts'
import { NotDeterministic } from './reactions.ts'
import type { Scope } from './scope.ts'
import { Search, type Ending, type SearchLimits } from './search.ts'

export interface ExploreOptions extends SearchLimits {
  /** False: every state by itself, every step counted. Slow, and the shortest runs. See docs/decisions/0007. */
  readonly isReduced: boolean
  /** So many broken promises are enough. Absent: all that are broken. */
  readonly brokenMax?: number
}

/** What was done. Plain data; together with the scope it says what a completed search covers. */
export interface Exploration {
  /** Promises that are broken, each with a run that does so. */
  readonly broken: readonly Broken[]
  /** Of the search for whatever else breaks. */
  readonly ending:
    | Exclude<Ending, { readonly kind: 'broken' }>
    /** No judgement is left, or enough of them were found broken. */
    | { readonly kind: 'all-broken' }
    | Unexplorable
  /** Of that search. */
  readonly figures: Figures
  /** Clients that in no run had all their calls answered. */
  readonly unanswered: readonly Address[]
  /** How many times the search was cut off at the horizon, different causes each counted once. */
  readonly cutOff: number
}

/** Nothing can be said: handlers are not functions of what they are given, or the service decides. */
interface Unexplorable {
  readonly kind: 'unexplorable'
  readonly message: string
}

export interface Broken {
  readonly property: string
  /** From the beginning, stage included. */
  readonly steps: readonly Step[]
}

export interface Figures {
  readonly states: number
  readonly transitions: number
  readonly depth: number
  /** Different states of each node, without what is in flight. */
  readonly nodeStates: Readonly<Record<Address, number>>
  /** Different messages that were sent to each node. */
  readonly messages: Readonly<Record<Address, number>>
  /** Different states of the monitors: the histories of calls, for the most part. */
  readonly histories: number
  readonly handlerRuns: number
  /** Of the table of states, and of everything else in typed arrays. */
  readonly bytes: number
}

type Subject = Omit<Explored, 'judgements'>

/**
 * Tries everything that can happen in a scope, the fewest steps first. Where a promise is broken it goes on for the others,
 * each search without the judgements that are done with. Judgements without a monitor are passed over. `statesMax` bounds
 * each search, `workMax` all of them together. What cannot be explored is said in the ending, not thrown; what throws is a
 * stage whose steps cannot be taken, and a node that cannot be saved (`Forbidden`).
 */
export function explore(
  subject: Subject,
  judgements: readonly Judgement[],
  scope: Scope,
  options: ExploreOptions,
): Exploration {
  const broken: Broken[] = []
  let workLeft = options.workMax
  for (let open = monitoredOf(judgements); ;) {
    const searched = searchFor({ ...subject, judgements: open }, scope, { ...options, workMax: workLeft })
    const { ending, model, search, spent } = searched
    workLeft -= spent
    if (ending.kind === 'broken') {
      broken.push({ property: ending.property, steps: ending.steps })
      open = open.filter(({ name }) => name !== ending.property)
    }
    const isEnough = open.length === 0 || broken.length >= (options.brokenMax ?? Infinity)
    if (ending.kind === 'broken' && !isEnough) continue
    return {
      broken,
      ending: ending.kind === 'broken' ? { kind: 'all-broken' } : ending,
      figures: figuresOf(model, search),
      unanswered: unansweredIn(model, scope.calls),
      cutOff: model.cutOff,
    }
  }
}

interface Searched {
  readonly ending: Ending | Unexplorable
  readonly model: Model
  readonly search: Search | ConcreteSearch
  /** Units of `Work`, of searches that were given up for this one, too. */
  readonly spent: number
}

function searchFor(explored: Explored, scope: Scope, options: ExploreOptions): Searched {
  const model = new Model(explored, scope, 'at once')
  if (explored.machine.decide !== undefined) return unexplorable(model, new ConcreteSearch(model), decides)
  if (!options.isReduced) return searched(model, new ConcreteSearch(model), options)
  const first = searched(model, new Search(model, { kind: 'free' }, () => true), options)
  return first.ending.kind === 'stopped' && first.ending.why === 'a node without end'
    ? deeperAndDeeper(explored, scope, options, first)
    : first
}

/** Where steps that nobody notices never end they are counted: all runs of a few steps, then of more and more. */
function deeperAndDeeper(
  explored: Explored,
  scope: Scope,
  options: ExploreOptions,
  first: Searched,
): Searched {
  let last = first
  let depth = 0
  let statesLeft = options.statesMax
  let { spent } = first
  const workMax = spent + Math.min((options.workMax - spent) / countedPart, countedWorkMax)
  for (let stepsMax = stepsAtATime; depth < options.depthMax; stepsMax += stepsAtATime) {
    const model = new Model(explored, scope, 'at once')
    const search = new Search(model, { kind: 'each', stepsMax }, () => true)
    const depthMax = Math.min(stepsMax, options.depthMax)
    const limits = { ...options, depthMax, statesMax: statesLeft, workMax: workMax - spent }
    last = searched(model, search, limits)
    spent += last.spent
    if (last.ending.kind === 'broken' || last.ending.kind === 'unexplorable') return { ...last, spent }
    statesLeft -= search.found
    depth = last.ending.kind === 'stopped' ? Math.max(depth, last.ending.depth) : limits.depthMax
    if (last.ending.kind === 'stopped' && last.ending.why !== 'steps') break
  }
  return { ...last, spent, ending: { kind: 'stopped', depth, why: 'a node without end' } }
}

const decides =
  'the service decides outcomes, by clocks that are no part of a node: its states cannot be tried one by one'

const stepsAtATime = 4
/** Of the work that is left so much is spent on counting steps, and never more than some seconds of it: it goes not far. */
const countedPart = 8
const countedWorkMax = 40_000_000

function searched(model: Model, search: Search | ConcreteSearch, limits: SearchLimits): Searched {
  try {
    return { ending: search.run(limits), model, search, spent: model.work.spent }
  } catch (error) {
    if (!(error instanceof NotDeterministic)) throw error
    return unexplorable(model, search, error.message)
  }
}

function unexplorable(model: Model, search: Search | ConcreteSearch, message: string): Searched {
  return { ending: { kind: 'unexplorable', message }, model, search, spent: model.work.spent }
}

function figuresOf(model: Model, search: Search | ConcreteSearch): Figures {
  const { nodes } = model
  return {
    states: search.found,
    transitions: search.transitions,
    depth: search.depth,
    nodeStates: Object.fromEntries(nodes.map(({ reactions }) => [reactions.actor.address, reactions.states])),
    messages: Object.fromEntries(
      nodes.map(({ reactions, mailbox }) => [reactions.actor.address, mailbox.mails.length]),
    ),
    histories: model.monitors.states,
    handlerRuns: model.handlerRuns,
    bytes: search.bytes,
  }
}

function unansweredIn(
  { nodes }: Model,
  calls: Readonly<Record<Address, readonly Command[]>>,
): readonly Address[] {
  return nodes.flatMap(({ reactions }) => {
    const { address } = reactions.actor
    const count = calls[address]?.length ?? 0
    return count === 0 || reactions.hasAnswered(count) ? [] : [address]
  })
}
