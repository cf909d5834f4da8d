import type { Step } from '../trace/index.ts'
import type { Model } from './model.ts'
import { pathTo, type Choice } from './path.ts'
import { States } from './states.ts'

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
  /** First judgement for offences of handlers, by its place in the list; -1 for none. */
  readonly #offences: number

  constructor(
    readonly model: Model,
    offences: number,
  ) {
    this.states = new States(model.width)
    this.#ints = new Int32Array(model.width)
    this.#before = new Int32Array(model.width)
    this.#offences = offences
  }

  /** Throws `NotDeterministic`. */
  run(limits: SearchLimits): Ending {
    const { states, model } = this
    this.#ints.set(model.initial)
    this.settle(this.#ints)
    states.add(this.#ints, -1)
    let levelEnd = 1
    for (let state = 0; state < states.count; state += 1) {
      if (state === levelEnd) {
        model.verify()
        this.depth += 1
        levelEnd = states.count
        if (this.depth >= limits.depthMax) return { kind: 'stopped', depth: this.depth }
      }
      if (states.count > limits.statesMax) return { kind: 'stopped', depth: this.depth }
      if (state % progressEvery === 0) limits.onProgress(this.#progress(state))
      const broken = this.#expand(state)
      if (broken !== null) {
        model.verify()
        return broken
      }
    }
    model.verify()
    return { kind: 'complete' }
  }

  /** Everything that can happen in the state. Returns a promise that this breaks, or null. */
  #expand(state: number): Ending | null {
    const { model, states } = this
    const { nodes } = model
    const before = this.#before
    const ints = this.#ints
    states.read(state, before)
    for (let node = 0; node < nodes.length; node += 1) {
      const configurations = nodes[node]?.configurations
      if (configurations === undefined) continue
      const configuration = before[node] ?? 0
      const list = configurations.listOf(configuration)
      const { choices } = configurations
      const end = choices.endOf(list)
      for (let at = choices.startOf(list); at < end; at += 2) {
        const target = choices.ints[at] ?? 0
        const outcome = model.outcomeOf(node, choices.ints[at + 1] ?? 0)
        this.transitions += 1
        ints.set(before)
        const broken = model.apply(ints, node, target < 0 ? configuration : target, outcome)
        if (broken >= 0) return this.#broken(broken, state, { node, target, outcome })
        if (target < 0) {
          if (this.#offences >= 0) return this.#broken(this.#offences, state, { node, target, outcome })
          continue
        }
        this.settle(ints)
        states.add(ints, state)
      }
    }
    return null
  }

  /**
   * What a node can send without any change but that is sent at once. A state in which more is in flight can do
   * everything that one with less can, so that nothing is missed: docs/decisions/0006.
   */
  settle(ints: Int32Array): void {
    if (!this.model.isEager) return
    const { nodes } = this.model
    let news = (1 << nodes.length) - 1
    while (news !== 0) {
      const node = 31 - Math.clz32(news)
      news &= ~(1 << node)
      news |= this.#settleNode(ints, node)
    }
  }

  #settleNode(ints: Int32Array, node: number): number {
    const { model } = this
    const configurations = model.nodes[node]?.configurations
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

  #broken(judgement: number, state: number, choice: Choice): Ending {
    const property = this.model.monitors.judged[judgement]?.name ?? 'unknown'
    return { kind: 'broken', property, steps: [...this.model.stage, ...pathTo(this, state, choice)] }
  }

  #progress(state: number): SearchProgress {
    const { depth, transitions } = this
    return { states: this.states.count, transitions, depth, frontier: this.states.count - state }
  }
}
