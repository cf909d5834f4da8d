import type { Step } from '../trace/index.ts'
import { Frontier } from './frontier.ts'
import type { Model } from './model.ts'
import { TooManyStates, type Choice, type Counting } from './possibilities.ts'
import { routeTo } from './route.ts'
import { Together } from './together.ts'
import { OutOfWork } from './work.ts'

/** How a search ended. */
export type Ending =
  | { readonly kind: 'complete' }
  /** Everything that so many steps can do was tried. */
  | { readonly kind: 'stopped'; readonly depth: number; readonly why: Stopped }
  /** `steps` lead from the beginning, stage included, to a broken promise. */
  | { readonly kind: 'broken'; readonly property: string; readonly steps: readonly Step[] }

/** A bound of the search; or a node that of itself comes to ever more states. */
export type Stopped = 'states' | 'work' | 'steps' | 'a node without end'

export interface SearchLimits {
  readonly statesMax: number
  /** What may be done, in units of `Work`: some ten million of them take a second. */
  readonly workMax: number
  /** Steps after the stage that another node or a monitor notices. */
  readonly depthMax: number
  /** Called now and then. */
  readonly onProgress: (progress: SearchProgress) => void
  /** `any`: the first run that breaks a promise will do, though another may have a step less. Absent: the fewest steps. */
  readonly seeks?: 'the fewest steps' | 'any'
}

export interface SearchProgress {
  readonly states: number
  readonly transitions: number
  readonly depth: number
  /** States that have been found and not yet been looked at. */
  readonly frontier: number
}

/** What a run breaks that the search has come upon, and whether that is what is looked for. */
export type Accept = (property: string, steps: readonly Step[]) => boolean

const progressEvery = 1 << 12
/** What it takes to take a choice, in units of `Work`. */
const transitionWork = 10

interface Goal {
  readonly state: number
  readonly node: number
  readonly choice: Choice
  readonly judgement: number
}

/**
 * Through everything that can happen in a model, the fewest steps first; steps that nobody notices are only counted if
 * the search is told to.
 */
export class Search {
  readonly together: Together
  readonly frontier: Frontier
  transitions = 0
  /** Everything that so many steps can do has been tried. */
  depth = 0
  #expanded = 0
  /** The steps that those states took which are being looked at. */
  #cost = 0
  /** By the number of steps, where promises are broken. */
  readonly #goals: Goal[][] = []
  readonly #refused = new Set<string>()
  readonly #before: Int32Array
  readonly #ints: Int32Array
  readonly #costMax: number

  constructor(
    readonly model: Model,
    readonly counting: Counting,
    readonly accept: Accept,
  ) {
    this.together = new Together(model, counting)
    this.frontier = new Frontier(this.together.nodes)
    this.#before = new Int32Array(this.together.width)
    this.#ints = new Int32Array(this.together.width)
    this.#costMax = counting.kind === 'each' ? counting.stepsMax : Infinity
  }

  get found(): number {
    return this.frontier.count
  }

  get bytes(): number {
    return this.together.bytes + this.frontier.bytes
  }

  /** Throws `NotDeterministic`. */
  run(limits: SearchLimits): Ending {
    const { model } = this
    if (model.broken >= 0) return { kind: 'broken', property: this.#nameOf(model.broken), steps: model.stage }
    model.work.limit(limits.workMax)
    try {
      return this.#levels(limits)
    } catch (error) {
      if (error instanceof OutOfWork) return this.#stopped('work')
      if (!(error instanceof TooManyStates)) throw error
      model.verify()
      return { kind: 'stopped', depth: this.depth, why: 'a node without end' }
    } finally {
      model.work.lift()
    }
  }

  /** What is broken one step further was found by states that were looked at, and takes no more steps than any other. */
  #stopped(why: Stopped): Ending {
    this.model.work.lift()
    this.model.verify()
    const broken = this.#brokenAt(this.#cost) ?? this.#brokenAt(this.#cost + 1)
    return broken ?? { kind: 'stopped', depth: this.depth, why }
  }

  #levels(limits: SearchLimits): Ending {
    const { frontier, model } = this
    frontier.add(this.together.initial(null), 0, { parent: -1, node: 0, choice: 0 })
    for (let cost = 0; cost < Math.max(frontier.buckets.length, this.#goals.length); cost += 1) {
      this.#cost = cost
      const broken = this.#brokenAt(cost)
      if (broken !== null) return broken
      if (cost >= limits.depthMax) return { kind: 'stopped', depth: this.depth, why: 'steps' }
      // It grows only where a choice costs nothing, which none does.
      for (const state of frontier.buckets[cost] ?? []) {
        if (frontier.isCovered(state)) continue
        if (frontier.count > limits.statesMax) return this.#stopped('states')
        if (this.#expanded % progressEvery === 0) limits.onProgress(this.#progress())
        this.#expanded += 1
        this.#expand(state, cost)
        if (limits.seeks !== 'any') continue
        const found = this.#brokenAt(cost + 1)
        if (found !== null) return found
      }
      model.verify()
      this.depth = cost + 1
    }
    return { kind: 'complete' }
  }

  #expand(state: number, cost: number): void {
    const { frontier, together } = this
    const before = this.#before
    const ints = this.#ints
    const comparedBefore = frontier.compared
    frontier.read(state, before)
    for (const { index, noticed } of this.#noticedIn(before)) {
      for (const [at, choice] of noticed.entries()) {
        this.transitions += 1
        ints.set(before)
        const taken = together.take(ints, index, choice, null)
        const costAfter = cost + (this.counting.kind === 'each' ? choice.steps : 1)
        // With as many steps as there may be, nothing more can be done.
        if (taken > 0 && costAfter < this.#costMax)
          frontier.add(ints, costAfter, { parent: state, node: index, choice: at })
        if (taken < 0)
          (this.#goals[costAfter] ??= []).push({ state, node: index, choice, judgement: -1 - taken })
        this.model.work.charge(transitionWork)
      }
    }
    this.model.work.charge(frontier.compared - comparedBefore)
  }

  #noticedIn(ints: Int32Array): readonly { readonly index: number; readonly noticed: readonly Choice[] }[] {
    return this.together.nodes.map((node) => ({
      index: node.index,
      noticed: node.noticed(ints[node.index] ?? 0).choices,
    }))
  }

  #brokenAt(cost: number): Ending | null {
    for (const goal of this.#goals[cost] ?? []) {
      const { state, node, choice, judgement } = goal
      this.frontier.read(state, this.#before)
      const monitor = this.#before[this.together.nodes.length] ?? 0
      const name = [judgement, monitor, node, choice.seen, choice.target, ...choice.fresh].join()
      if (this.#refused.has(name)) continue
      this.model.verify()
      const property = this.#nameOf(judgement)
      const steps = [...this.model.stage, ...routeTo(this, state, { node, choice })]
      if (this.accept(property, steps)) return { kind: 'broken', property, steps }
      this.#refused.add(name)
    }
    return null
  }

  #nameOf(judgement: number): string {
    return this.model.monitors.judged[judgement]?.name ?? 'unknown'
  }

  #progress(): SearchProgress {
    const { depth, transitions } = this
    const { count } = this.frontier
    return { states: count, transitions, depth, frontier: this.frontier.kept }
  }
}
