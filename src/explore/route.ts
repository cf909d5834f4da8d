import type { Step } from '../trace/index.ts'
import type { Link } from './frontier.ts'
import type { Choice } from './possibilities.ts'
import type { Search } from './search.ts'
import type { Forced, Together } from './together.ts'

/** How a node comes to a state of its own: the steps before, and the last one. */
interface Way {
  readonly before: Way | null
  readonly outcome: number
  /** The moment of the run in which the step is taken; of two, the lower is first. */
  readonly at: number
  readonly steps: number
}

type Ways = ReadonlyMap<number, Way | null>

/** The fewest steps that lead along the path of the search to the state and, last, to that choice of a node. */
export function routeTo(
  search: Search,
  state: number,
  last: { readonly node: number; readonly choice: Choice },
): readonly Step[] {
  const links: Link[] = []
  for (let id = state; id >= 0; id = search.frontier.linkOf(id).parent) links.push(search.frontier.linkOf(id))
  links.reverse()
  const walker = new Walker(search.together)
  for (const link of links.slice(1)) walker.follow(link)
  return walker.end(last.node, last.choice)
}

/** Goes along a path of the search, and keeps for each state that is possible for a node the fewest steps to it. */
class Walker {
  readonly #ints: Int32Array
  readonly #ways: Ways[]
  /** Of the latest step that was noticed. Those that are not are taken between two of them. */
  #at = 0

  constructor(readonly together: Together) {
    this.#ways = together.model.states.map((state) => new Map([[state, null]]))
    this.#ints = together.initial((node, ints, forced) => this.#force(node, ints, forced))
  }

  follow({ node, choice: at }: Link): void {
    const choice = this.together.nodes[node]?.noticed(this.#ints[node] ?? 0).choices[at]
    if (choice === undefined) throw new Error('the path of the search makes a choice that there is not')
    this.#pass(node, this.#ints, choice)
    this.together.take(this.#ints, node, choice, (forcedNode, ints, forced) =>
      this.#force(forcedNode, ints, forced),
    )
  }

  end(node: number, choice: Choice): readonly Step[] {
    this.#pass(node, this.#ints, choice)
    const taken = this.#ways.flatMap((ways, index) =>
      chainOf(fewest(ways.values())).map((way) => ({ way, index })),
    )
    return taken
      .toSorted((a, b) => a.way.at - b.way.at || a.index - b.index || a.way.steps - b.way.steps)
      .map(({ way, index }) => this.together.model.outcomeOf(index, way.outcome).step)
  }

  #force(node: number, ints: Int32Array, forced: Forced): void {
    if (forced.isGift) this.#pass(node, ints, forced.choice)
    else this.#ways[node] = this.#spread(node, ints)
  }

  /** The node takes a step of that kind, in any of its states from which there is one. */
  #pass(node: number, ints: Int32Array, choice: Choice): void {
    const ways = this.#spread(node, ints)
    this.#at += 2
    const behind = new Map<number, Way>()
    const possible = this.together.nodes[node]
    const whole = ints[node] ?? 0
    for (const [state, before] of ways) {
      for (const outcome of possible?.outcomesOf(choice, state, whole) ?? []) {
        const steps = (before?.steps ?? 0) + 1
        const { target } = this.together.model.outcomeOf(node, outcome)
        if ((behind.get(target)?.steps ?? Infinity) > steps)
          behind.set(target, { before, outcome, at: this.#at, steps })
      }
    }
    if (behind.size === 0) throw new Error('no step of the node is the choice that the search has made')
    this.#ways[node] = behind
  }

  /** Ways to all states to which the node can come without sending anything new or changing a monitor. */
  #spread(node: number, ints: Int32Array): Ways {
    const { model, nodes } = this.together
    const monitor = ints[nodes.length] ?? 0
    const whole = ints[node] ?? 0
    const ways = new Map(this.#ways[node])
    const queue = [...ways.keys()]
    for (const state of queue) {
      const before = ways.get(state) ?? null
      const steps = (before?.steps ?? 0) + 1
      for (const id of model.outcomesIn(node, state, nodes[node]?.inboxIn(whole) ?? 0)) {
        const { target, seen } = model.outcomeOf(node, id)
        if (target < 0 || nodes[node]?.isSilent(id, whole) !== true) continue
        if (seen !== model.monitors.nothing && model.monitors.next(monitor, seen) !== monitor) continue
        const known = ways.get(target)
        if (known === null || (known !== undefined && known.steps <= steps)) continue
        ways.set(target, { before, outcome: id, at: this.#at + 1, steps })
        queue.push(target)
      }
    }
    return ways
  }
}

function fewest(ways: Iterable<Way | null>): Way | null {
  return [...ways].reduce((one, other) => ((other?.steps ?? 0) < (one?.steps ?? 0) ? other : one))
}

function chainOf(last: Way | null): readonly Way[] {
  const chain: Way[] = []
  for (let way = last; way !== null; way = way.before) chain.push(way)
  return chain.toReversed()
}
