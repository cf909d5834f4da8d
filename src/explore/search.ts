import type { Step } from '../trace/index.ts'
import { choiceInts, type Configurations } from './configurations.ts'
import type { Model } from './model.ts'
import { pathTo } from './path.ts'
import { States, statesLimit } from './states.ts'

/** How a search ended. */
export type Ending =
  | { readonly kind: 'complete' }
  /** `depth`: everything that so many steps can do was tried. */
  | { readonly kind: 'stopped'; readonly depth: number }
  /** `steps` lead from the beginning, stage included, to a broken promise. */
  | { readonly kind: 'broken'; readonly property: string; readonly steps: readonly Step[] }

export interface SearchLimits {
  readonly statesMax: number
  /** Steps after the stage, those that change nothing but what is in flight not counted. */
  readonly depthMax: number
  /** Called now and then. */
  readonly onProgress: (progress: SearchProgress) => void
}

export interface SearchProgress {
  readonly states: number
  readonly transitions: number
  readonly depth: number
  /** States that have been found and not yet been looked at. */
  readonly frontier: number
}

const progressEvery = 1 << 14

/** Breadth first through everything that can happen in a model. */
export class Search {
  readonly states: States
  transitions = 0
  depth = 0
  readonly #ints: Int32Array
  readonly #before: Int32Array
  readonly #configurations: readonly Configurations[]

  constructor(readonly model: Model) {
    this.states = new States(model.width)
    this.#ints = new Int32Array(model.width)
    this.#before = new Int32Array(model.width)
    this.#configurations = model.nodes.map(({ configurations }) => configurations)
  }

  /** Throws `NotDeterministic`. */
  run(limits: SearchLimits): Ending {
    const { states, model } = this
    if (model.broken >= 0) return { kind: 'broken', property: this.#nameOf(model.broken), steps: model.stage }
    this.#ints.set(model.initial)
    this.settle(this.#ints, model.allNews)
    states.add(this.#ints, -1, 0)
    const statesMax = Math.min(limits.statesMax, statesLimit)
    let levelEnd = 1
    for (let state = 0; state < states.count; state += 1) {
      if (state === levelEnd) {
        const broken = this.#endLevel()
        if (broken !== null) return broken
        levelEnd = states.count
        if (this.depth >= limits.depthMax) return { kind: 'stopped', depth: this.depth }
      }
      if (states.count > statesMax) return { kind: 'stopped', depth: this.depth }
      if (state % progressEvery === 0) limits.onProgress(this.#progress(state))
      states.expanded = state + 1
      const broken = this.#expand(state, ~states.asleepIn(state), 0)
      if (broken !== null) {
        model.verify()
        return broken
      }
    }
    return this.#endLevel() ?? { kind: 'complete' }
  }

  /** Whatever was passed over in a state, and may no longer be, is tried now. */
  #endLevel(): Ending | null {
    const { states, model } = this
    for (let again = states.takeWoken(); again !== null; again = states.takeWoken()) {
      const broken = this.#expand(again.state, again.awake, ~again.awake)
      if (broken !== null) {
        model.verify()
        return broken
      }
    }
    this.depth += 1
    model.verify()
    return null
  }

  /**
   * What the nodes that are awake can do in the state. Steps of different nodes can change places, so that of two
   * orders one is enough: what a node could have done before another one's step, it need not do after it. Such a node
   * is asleep there (sleep sets, Godefroid 1996). Returns a promise that is broken, or null.
   */
  #expand(state: number, awake: number, tried: number): Ending | null {
    const { model, states } = this
    const before = this.#before
    const ints = this.#ints
    const { nothing } = model.monitors
    const count = this.#configurations.length
    let done = states.asleepIn(state) | tried
    states.read(state, before)
    for (let node = 0; node < count; node += 1) {
      const configurations = this.#configurations[node]
      if (configurations === undefined || (awake & (1 << node)) === 0) continue
      const configuration = before[node] ?? 0
      const list = configurations.listOf(configuration)
      const { choices } = configurations
      const end = choices.endOf(list)
      for (let at = choices.startOf(list); at < end; at += choiceInts) {
        const target = choices.ints[at] ?? 0
        const outcome = choices.ints[at + 1] ?? 0
        this.transitions += 1
        ints.set(before)
        const broken = model.apply(
          ints,
          node,
          target < 0 ? configuration : target,
          model.outcomeOf(node, outcome),
        )
        if (broken >= 0) return this.#broken(broken, state, node, at)
        // An offence that nobody judges: the run ends.
        if (target < 0) continue
        this.settle(ints, model.news)
        const isSeen = choices.ints[at + 2] !== nothing
        states.add(ints, state, this.#asleep(done, isSeen))
      }
      done |= 1 << node
    }
    return null
  }

  /** Of the nodes that had their turn, those to which the step makes no difference. */
  #asleep(done: number, isSeen: boolean): number {
    let asleep = 0
    for (let node = 0; node < this.#configurations.length; node += 1) {
      const configuration = this.#before[node] ?? 0
      if ((done & (1 << node)) === 0 || this.#ints[node] !== configuration) continue
      // What monitors see has its order.
      if (isSeen && this.#configurations[node]?.isWatched(configuration) === true) continue
      asleep |= 1 << node
    }
    return asleep
  }

  /**
   * What a node can send without any change but that is sent at once. A state in which more is in flight can do
   * everything that one with less can, so that nothing is missed: docs/decisions/0007. `news`: nodes that changed.
   */
  settle(ints: Int32Array, news: number): void {
    if (!this.model.isEager) return
    let left = news
    while (left !== 0) {
      const node = 31 - Math.clz32(left)
      left &= ~(1 << node)
      left |= this.#settleNode(ints, node)
    }
  }

  #settleNode(ints: Int32Array, node: number): number {
    const { model } = this
    const configurations = this.#configurations[node]
    if (configurations === undefined) return 0
    const list = configurations.listOf(ints[node] ?? 0)
    const { gifts, shown } = configurations
    let news = 0
    const end = gifts.endOf(list)
    for (let at = gifts.startOf(list); at < end; at += 2) {
      news |= model.give(ints, gifts.ints[at] ?? 0, gifts.ints[at + 1] ?? 0)
    }
    const last = model.nodes.length
    const shownEnd = shown.endOf(list)
    for (let at = shown.startOf(list); at < shownEnd; at += 1) {
      const outcome = model.outcomeOf(node, shown.ints[at] ?? 0)
      const monitor = ints[last] ?? 0
      if (model.monitors.next(monitor, outcome.seen) === monitor) news |= model.send(ints, outcome)
    }
    return news
  }

  #broken(judgement: number, state: number, node: number, at: number): Ending {
    const property = this.#nameOf(judgement)
    const ints = this.#configurations[node]?.choices.ints ?? new Int32Array(0)
    const outcome = this.model.outcomeOf(node, ints[at + 1] ?? 0)
    const path = pathTo(this, state, { node, target: ints[at] ?? 0, outcome })
    return { kind: 'broken', property, steps: [...this.model.stage, ...path] }
  }

  #nameOf(judgement: number): string {
    return this.model.monitors.judged[judgement]?.name ?? 'unknown'
  }

  #progress(state: number): SearchProgress {
    const { depth, transitions } = this
    return { states: this.states.count, transitions, depth, frontier: this.states.count - state }
  }
}
