import type { Address, Command } from '../port/index.ts'
import type { Judgement } from '../trace/index.ts'
import { Model, type Explored } from './model.ts'
import { monitoredOf } from './monitors.ts'
import { NotDeterministic } from './reactions.ts'
import type { Scope } from './scope.ts'
import { Search, type Ending, type SearchLimits } from './search.ts'

export interface ExploreOptions extends SearchLimits {
  /** Whether what makes no difference is left out: see docs/decisions/0007. */
  readonly isReduced: boolean
}

/** What was done. Plain data; together with the scope it says what a completed search covers. */
export interface Exploration {
  readonly ending:
    | Ending
    /** Handlers are not functions of what they are given: nothing can be said. */
    | { readonly kind: 'not-deterministic'; readonly message: string }
  readonly figures: Figures
  /** Clients that in no run had all their calls answered. */
  readonly unanswered: readonly Address[]
  /** How many times the search was cut off at the horizon, different causes each counted once. */
  readonly cutOff: number
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

/** Tries everything that can happen in a scope, breadth first, until a promise is broken or a limit is reached. */
export function explore(
  subject: Omit<Explored, 'judgements'>,
  judgements: readonly Judgement[],
  scope: Scope,
  options: ExploreOptions,
): Exploration {
  const monitored = monitoredOf(judgements)
  const model = new Model({ ...subject, judgements: monitored }, scope, options.isReduced)
  const search = new Search(model)
  return {
    ending: endingOf(search, options),
    figures: figuresOf(model, search),
    unanswered: unansweredIn(model, scope.calls),
    cutOff: model.nodes.reduce(
      (sum, { reactions }) => sum + reactions.outcomes.filter((each) => each.isBeyond).length,
      0,
    ),
  }
}

function endingOf(search: Search, limits: SearchLimits): Exploration['ending'] {
  try {
    return search.run(limits)
  } catch (error) {
    if (!(error instanceof NotDeterministic)) throw error
    return { kind: 'not-deterministic', message: error.message }
  }
}

function figuresOf(model: Model, search: Search): Figures {
  const { nodes } = model
  return {
    states: search.states.count,
    transitions: search.transitions,
    depth: search.depth,
    nodeStates: Object.fromEntries(nodes.map(({ reactions }) => [reactions.actor.address, reactions.states])),
    messages: Object.fromEntries(
      nodes.map(({ reactions, mailbox }) => [reactions.actor.address, mailbox.mails.length]),
    ),
    histories: model.monitors.states,
    handlerRuns: nodes.reduce((sum, { reactions }) => sum + reactions.handlerRuns, 0),
    bytes: search.states.bytes + model.bytes,
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
