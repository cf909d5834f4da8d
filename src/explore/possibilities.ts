import { absent, IntLists, Names, PairTable } from './ints.ts'
import type { Mailbox } from './mailbox.ts'
import type { Model } from './model.ts'
import { Posts } from './posts.ts'

/** How steps are counted: not at all, or each, up to a number that no run that matters exceeds. */
export type Counting = { readonly kind: 'free' } | { readonly kind: 'each'; readonly stepsMax: number }

/** Something a node may do that others, or the monitors, can notice. */
export interface Choice {
  /** What is possible for the node afterwards; -1: it has misbehaved. */
  readonly target: number
  /** What the monitors see of it. */
  readonly seen: number
  /** Pairs: another node, and the set of messages that are sent to it. */
  readonly sends: readonly number[]
  /** How many more steps of the node the fewest are that lead behind it. */
  readonly steps: number
  /** Posts that are new: together with `seen`, what makes steps the same choice. */
  readonly fresh: readonly number[]
  /** The outcome in which it misbehaves; -1 where it does not. */
  readonly offence: number
}

/** What can be noticed of a node, where it stands. */
export interface Noticed {
  /** What is taken at once, since afterwards everything is possible that was before, and more; null for nothing. */
  readonly gift: Choice | null
  readonly choices: readonly Choice[]
  /** For as long as monitors stay where they are when they see it, these are no choices but more that is possible. */
  readonly shown: readonly Choice[]
}

/** A node of which nobody else can say in which of so many states it is, is not explored. */
const statesMax = 2_000
/** Nor one that takes so many steps one after the other that nobody notices, and comes to a new state with each. */
const silentStepsMax = 50

/** Thrown where a node of itself comes to ever more states. */
export class TooManyStates extends Error {
  override readonly name = 'TooManyStates'
}

/**
 * One node, as the others know it: the messages in flight to it, those that it has sent, and all states in which it may
 * then be. As long as a node sends nothing new, and nothing that monitors notice, nobody can tell which of these
 * states it is in; so they are one, and a number stands for them: see docs/decisions/0007.
 */
export class Possibilities {
  readonly posts: Posts
  readonly #sets = new IntLists()
  readonly #setNames = new Names()
  /** Three numbers each: set of states, set of messages in flight to the node, set of posts. */
  readonly #wholes = new IntLists()
  readonly #wholeIds = new PairTable()
  readonly #pairs = new PairTable()
  readonly #grown = new PairTable()
  readonly #noticed: (Noticed | undefined)[] = []
  readonly #mailbox: Mailbox

  constructor(
    readonly index: number,
    readonly model: Model,
    readonly counting: Counting,
  ) {
    this.posts = new Posts(index, model)
    this.#mailbox = model.nodes[index]?.mailbox ?? missing()
  }

  get count(): number {
    return this.#wholes.count
  }

  get bytes(): number {
    const tables = this.#wholeIds.bytes + this.#pairs.bytes + this.#grown.bytes
    return this.#sets.bytes + this.#wholes.bytes + tables
  }

  /** After the stage. */
  initial(): number {
    const { states, inboxes } = this.model
    return this.#closed([[states[this.index] ?? 0, 0]], inboxes[this.index] ?? 0, this.posts.initial()).whole
  }

  /** The number of the set of states, which says all of them with their counts of steps. */
  setIn(whole: number): number {
    return this.#wholes.ints[3 * whole] ?? 0
  }

  inboxIn(whole: number): number {
    return this.#wholes.ints[3 * whole + 1] ?? 0
  }

  postsIn(whole: number): number {
    return this.#wholes.ints[3 * whole + 2] ?? 0
  }

  /** Pairs: a state of the node, and how many steps it takes more than the one that takes the fewest. */
  statesIn(whole: number): Int32Array {
    return this.#sets.of(this.setIn(whole))
  }

  /** Whether everything that is in flight to the other one is in flight to this one. */
  coversInFlight(whole: number, other: number): boolean {
    return this.#mailbox.covers(this.inboxIn(whole), this.inboxIn(other))
  }

  /** The same node when these messages are in flight to it, too. */
  withMails(whole: number, set: number): number {
    const known = this.#grown.get(whole, set)
    if (known !== absent) return known
    const inbox = this.#mailbox.union(this.inboxIn(whole), set)
    const grown =
      inbox === this.inboxIn(whole)
        ? whole
        : this.#closed(pairsOf(this.statesIn(whole)), inbox, this.postsIn(whole)).whole
    this.#grown.add(whole, set, grown)
    return grown
  }

  noticed(whole: number): Noticed {
    return (this.#noticed[whole] ??= this.#notice(whole))
  }

  /** Steps of the node in that state that make the choice: numbers of outcomes. */
  outcomesOf({ seen, fresh, offence }: Choice, state: number, whole: number): readonly number[] {
    const all = [...this.model.outcomesIn(this.index, state, this.inboxIn(whole))]
    if (offence >= 0) return all.filter((id) => id === offence)
    return all.filter((id) => {
      const outcome = this.model.outcomeOf(this.index, id)
      if (outcome.target < 0 || outcome.isBeyond || outcome.seen !== seen) return false
      const news = this.posts.freshIn(id, this.postsIn(whole))
      return news.length === fresh.length && news.every((post, i) => post === fresh[i])
    })
  }

  /** Whether nothing is sent by the outcome that the node has not sent before. */
  isSilent(outcome: number, whole: number): boolean {
    const { isBeyond } = this.model.outcomeOf(this.index, outcome)
    return !isBeyond && this.posts.freshIn(outcome, this.postsIn(whole)).length === 0
  }

  /** Whether in each state the one may be in, after as many steps at most, the other may be, too. */
  #isIn(one: number, other: number): boolean {
    const counts = new Map(pairsOf(this.statesIn(other)))
    return pairsOf(this.statesIn(one)).every(([state, steps]) => (counts.get(state) ?? Infinity) <= steps)
  }

  #notice(whole: number): Noticed {
    const inbox = this.inboxIn(whole)
    const posts = this.postsIn(whole)
    const kinds = new Map<string, Kind>()
    for (const [state, steps] of pairsOf(this.statesIn(whole))) {
      for (const id of this.model.outcomesIn(this.index, state, inbox)) {
        this.model.work.charge(1)
        const { target, seen, isBeyond } = this.model.outcomeOf(this.index, id)
        const isUnseen = seen === this.model.monitors.nothing
        if (isBeyond || (target < 0 && isUnseen)) continue
        const fresh = target < 0 ? [] : this.posts.freshIn(id, posts)
        if (isUnseen && fresh.length === 0) continue
        // What a handler did wrong is told one by one.
        const name = target < 0 ? `misbehaved ${id}` : `${seen} ${fresh.join()}`
        const kind = kinds.get(name) ?? { seen, fresh, offence: target < 0 ? id : -1, targets: [] }
        kinds.set(name, kind)
        kind.targets.push([target, steps + 1])
      }
    }
    return this.#sorted(whole, kinds.values())
  }

  #sorted(whole: number, kinds: Iterable<Kind>): Noticed {
    const { nothing } = this.model.monitors
    const choices: Choice[] = []
    const shown: Choice[] = []
    for (const kind of kinds) {
      const choice = this.#choiceOf(whole, kind)
      const covers = this.counting.kind === 'free' && choice.target >= 0 && this.#isIn(whole, choice.target)
      if (covers && kind.seen === nothing) return { gift: choice, choices: [], shown: [] }
      choices.push(choice)
      if (kind.seen === nothing || choice.target < 0) continue
      if (kind.fresh.length === 0) {
        const more = [...pairsOf(this.statesIn(whole)), ...kind.targets]
        const { whole: grown } = this.#closed(more, this.inboxIn(whole), this.postsIn(whole))
        if (grown !== whole) shown.push({ ...choice, target: grown })
      } else if (covers) shown.push(choice)
    }
    return { gift: null, choices, shown }
  }

  #choiceOf(whole: number, { seen, fresh, offence, targets }: Kind): Choice {
    const fewest = Math.min(...targets.map(([, steps]) => steps))
    if (offence >= 0) return { target: -1, seen, sends: [], steps: fewest, fresh, offence }
    const sends: number[] = []
    let inbox = this.inboxIn(whole)
    for (const [to, set] of this.posts.mailsOf(fresh)) {
      if (to === this.index) inbox = this.#mailbox.union(inbox, set)
      else sends.push(to, set)
    }
    const posts = this.posts.with(this.postsIn(whole), fresh)
    const { whole: target, fewest: steps } = this.#closed(targets, inbox, posts)
    return { target, seen, sends, steps, fresh, offence }
  }

  /** All states to which the node can come from these unnoticed. Throws `TooManyStates`. */
  #closed(
    from: readonly Counted[],
    inbox: number,
    posts: number,
  ): { readonly whole: number; readonly fewest: number } {
    const isCounted = this.counting.kind === 'each'
    const stepsMax = this.counting.kind === 'each' ? this.counting.stepsMax : 0
    const counts = new Map<number, number>()
    const queue: number[] = []
    const reach = (state: number, steps: number): void => {
      const counted = isCounted ? steps : 0
      if (counted > stepsMax || (counts.get(state) ?? Infinity) <= counted) return
      counts.set(state, counted)
      queue.push(state)
    }
    for (const [state, steps] of from) reach(state, steps)
    // Counts that turn out lower put a state into the queue again.
    let levelEnd = queue.length
    let levels = 0
    for (let at = 0; at < queue.length; at += 1) {
      if (at === levelEnd) {
        levels += 1
        levelEnd = queue.length
      }
      const state = queue[at] ?? 0
      const steps = counts.get(state) ?? 0
      for (const id of this.model.outcomesIn(this.index, state, inbox)) {
        this.model.work.charge(1)
        const { target, seen, isBeyond } = this.model.outcomeOf(this.index, id)
        if (isBeyond || target < 0 || seen !== this.model.monitors.nothing) continue
        if (this.posts.freshIn(id, posts).length === 0) reach(target, steps + 1)
      }
      if (counts.size > statesMax || levels > silentStepsMax) throw new TooManyStates()
    }
    const fewest = Math.min(...counts.values())
    const sorted = [...counts]
      .toSorted(([a], [b]) => a - b)
      .flatMap(([state, steps]) => [state, steps - fewest])
    return { whole: this.#whole(this.#set(sorted), inbox, posts), fewest }
  }

  #set(sorted: readonly number[]): number {
    return this.#setNames.of(sorted.join(), () => this.#sets.add(sorted))
  }

  #whole(set: number, inbox: number, posts: number): number {
    const before = this.#pairs.get(set, inbox)
    const pair = before === absent ? this.#pairs.size : before
    if (before === absent) this.#pairs.add(set, inbox, pair)
    const known = this.#wholeIds.get(pair, posts)
    if (known !== absent) return known
    const whole = this.#wholes.add([set, inbox, posts])
    this.#wholeIds.add(pair, posts, whole)
    return whole
  }
}

/** A state, and a number of steps. */
type Counted = readonly [state: number, steps: number]

/** Steps that nobody can tell apart. */
interface Kind {
  readonly seen: number
  readonly fresh: readonly number[]
  /** The outcome in which the node misbehaves, or -1. */
  readonly offence: number
  readonly targets: Counted[]
}

function pairsOf(ints: Int32Array): readonly Counted[] {
  return Array.from({ length: ints.length / 2 }, (_, i) => [ints[2 * i] ?? 0, ints[2 * i + 1] ?? 0])
}

function missing(): never {
  throw new Error('a node of the model is missing')
}
