import type { Step } from '../trace/index.ts'
import { Configurations } from './configurations.ts'
import type { Model } from './model.ts'
import type { Ending, SearchLimits, SearchProgress } from './search.ts'
import { States, statesLimit } from './states.ts'
import { OutOfWork } from './work.ts'

const progressEvery = 1 << 14
/** What it takes to take a choice, in units of `Work`. */
const transitionWork = 2

/**
 * Through all states of a model one by one, breadth first, every step counted; nothing is left out. What `Search` does
 * is measured against it.
 */
export class ConcreteSearch {
  readonly states: States
  readonly configurations: readonly Configurations[]
  transitions = 0
  depth = 0
  readonly #ints: Int32Array
  readonly #before: Int32Array

  constructor(readonly model: Model) {
    const width = model.nodes.length + 1
    this.states = new States(width)
    this.configurations = model.nodes.map((_node, index) => new Configurations(index, model))
    this.#ints = new Int32Array(width)
    this.#before = new Int32Array(width)
  }

  get found(): number {
    return this.states.count
  }

  get bytes(): number {
    return this.configurations.reduce((sum, { bytes }) => sum + bytes, this.states.bytes + this.model.bytes)
  }

  /** Throws `NotDeterministic`. */
  run(limits: SearchLimits): Ending {
    const { model } = this
    if (model.broken >= 0) return { kind: 'broken', property: this.#nameOf(model.broken), steps: model.stage }
    model.work.limit(limits.workMax)
    try {
      return this.#levels(limits)
    } catch (error) {
      if (!(error instanceof OutOfWork)) throw error
      model.verify()
      return { kind: 'stopped', depth: this.depth, why: 'work' }
    } finally {
      model.work.lift()
    }
  }

  #levels(limits: SearchLimits): Ending {
    const { states, model } = this
    this.#ints.set([...this.configurations.map((each) => each.initial()), model.monitor])
    states.add(this.#ints, -1)
    const statesMax = Math.min(limits.statesMax, statesLimit)
    let levelEnd = 1
    for (let state = 0; state < states.count; state += 1) {
      if (state === levelEnd) {
        this.#endLevel()
        levelEnd = states.count
        if (this.depth >= limits.depthMax) return { kind: 'stopped', depth: this.depth, why: 'steps' }
      }
      if (states.count > statesMax) return { kind: 'stopped', depth: this.depth, why: 'states' }
      if (state % progressEvery === 0) limits.onProgress(this.#progress(state))
      const taken = this.transitions
      const broken = this.#expand(state)
      if (broken !== null) {
        model.verify()
        return broken
      }
      model.work.charge((this.transitions - taken) * transitionWork)
    }
    this.#endLevel()
    return { kind: 'complete' }
  }

  #endLevel(): void {
    this.depth += 1
    this.model.verify()
  }

  #expand(state: number): Ending | null {
    const before = this.#before
    this.states.read(state, before)
    for (const configurations of this.configurations) {
      const list = configurations.listOf(before[configurations.index] ?? 0)
      const { choices } = configurations
      const end = choices.endOf(list)
      for (let at = choices.startOf(list); at < end;) {
        const count = choices.ints[at + 3] ?? 0
        this.transitions += 1
        const broken = this.#take(configurations.index, choices.ints, at, count)
        if (broken < 0)
          return this.#broken(-1 - broken, state, configurations.index, choices.ints[at + 1] ?? 0)
        // An offence that nobody judges ends the run.
        if ((choices.ints[at] ?? 0) >= 0) this.states.add(this.#ints, state)
        at += 4 + count
      }
    }
    return null
  }

  /**
   * Takes the choice that is written there in the state `before`. Returns 1; 0 where nothing comes of it; -1 - i where it
   * breaks the promise i.
   */
  #take(node: number, choices: Int32Array, at: number, count: number): number {
    const ints = this.#ints
    const before = this.#before
    const last = this.configurations.length
    for (let i = 0; i <= last; i += 1) ints[i] = before[i] ?? 0
    const target = choices[at] ?? 0
    const seen = choices[at + 2] ?? 0
    let isNew = target !== before[node]
    if (seen >= 0) {
      const next = this.model.monitors.next(before[last] ?? 0, seen)
      if (next < 0) return next
      isNew ||= next !== before[last]
      ints[last] = next
    }
    // An offence that nobody judges ends the run.
    if (target < 0) return 0
    ints[node] = target
    const end = at + 4 + count
    for (let i = at + 4; i < end; i += 2) {
      const to = choices[i] ?? 0
      const known = ints[to] ?? 0
      const grown = this.configurations[to]?.withMails(known, choices[i + 1] ?? 0) ?? known
      isNew ||= grown !== known
      ints[to] = grown
    }
    return isNew ? 1 : 0
  }

  #broken(judgement: number, state: number, node: number, outcome: number): Ending {
    const steps = [...this.#pathTo(state), this.model.outcomeOf(node, outcome).step]
    return { kind: 'broken', property: this.#nameOf(judgement), steps: [...this.model.stage, ...steps] }
  }

  #pathTo(state: number): readonly Step[] {
    const ids: number[] = []
    for (let id = state; id >= 0; id = this.states.parentOf(id)) ids.push(id)
    ids.reverse()
    return ids.slice(1).map((id, i) => this.#stepBetween(ids[i] ?? 0, id))
  }

  #stepBetween(parent: number, child: number): Step {
    const goal = new Int32Array(this.#ints.length)
    this.states.read(child, goal)
    this.states.read(parent, this.#before)
    for (const { index, choices, listOf } of this.#lists()) {
      const list = listOf(this.#before[index] ?? 0)
      const end = choices.endOf(list)
      for (let at = choices.startOf(list); at < end; at += 4 + (choices.ints[at + 3] ?? 0)) {
        if (this.#take(index, choices.ints, at, choices.ints[at + 3] ?? 0) <= 0) continue
        if (goal.every((value, i) => value === this.#ints[i]))
          return this.model.outcomeOf(index, choices.ints[at + 1] ?? 0).step
      }
    }
    throw new Error(`state ${child} cannot be reached from its parent`)
  }

  #lists() {
    return this.configurations.map((each) => ({
      index: each.index,
      choices: each.choices,
      listOf: (configuration: number) => each.listOf(configuration),
    }))
  }

  #nameOf(judgement: number): string {
    return this.model.monitors.judged[judgement]?.name ?? 'unknown'
  }

  #progress(state: number): SearchProgress {
    const { depth, transitions } = this
    return { states: this.states.count, transitions, depth, frontier: this.states.count - state }
  }
}
