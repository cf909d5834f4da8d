import { Encoding } from './encoding.ts'
import { Frontier } from './frontier.ts'
import { ModelSearch } from './model-search.ts'
import { noSteps, type Steps } from './model-window.ts'
import { PairTable } from './pair-table.ts'
import type { Found } from './search.ts'
import { Timeline } from './timeline.ts'

/** Steps an operation that the search takes at first; by how many times it takes more in each turn. */
const stepsFirst = 128
const growth = 8
/** It gives up its first turn when it has gone back so far: mostly there is no way then. */
const retreatFirst = 128
/** How many times as many the frontier takes, each of which takes less. */
const frontierFactor = 8

/**
 * All that judges a group of a model of which nothing is known: the search and the frontier in turns, with growing shares. Where there is a way, the search often goes it at once; where
 * there is none, the frontier is through sooner.
 */
export class ModelRace {
  readonly encoding = new Encoding()
  readonly timeline = new Timeline()
  /** The steps that are known. */
  readonly known = new PairTable()
  stepsSpent = 0
  readonly #search = new ModelSearch(this.encoding, this.timeline)
  readonly #frontier = new Frontier(this.encoding, this.timeline)
  #steps = noSteps
  /** Only the search knows a way. */
  #shows = false

  /** How much memory it holds on to, in ints. */
  get capacity(): number {
    return this.encoding.capacity + this.known.capacity + this.#search.capacity + this.#frontier.capacity
  }

  /** What has been found by a search that shows it. */
  order(): readonly number[] {
    return this.#search.order()
  }

  /** Begins with the group that is laid out. */
  reset(steps: Steps, shows: boolean): void {
    this.#steps = steps
    this.#shows = shows
    this.#search.reset(steps)
  }

  run(stepsMax: number): Found {
    const { size } = this.encoding
    const search = this.#search
    const frontier = this.#frontier
    this.stepsSpent = size
    search.retreatMax = this.#shows ? Infinity : retreatFirst
    let found = this.#goOn(search, Math.min(stepsMax - size, this.#shows ? Infinity : stepsFirst * size))
    search.retreatMax = Infinity
    if (found !== 'exhausted') return found
    frontier.reset(this.#steps)
    for (
      let share = stepsFirst * size;
      found === 'exhausted' && this.stepsSpent < stepsMax;
      share *= growth
    ) {
      found = this.#goOn(frontier, Math.min(stepsMax - this.stepsSpent, frontierFactor * share))
      if (found !== 'exhausted') break
      found = this.#goOn(search, Math.min(stepsMax - this.stepsSpent, growth * share))
    }
    return found
  }

  #goOn(one: ModelSearch | Frontier, steps: number): Found {
    const before = one.stepsSpent
    const found = one.run(before + steps)
    this.stepsSpent += one.stepsSpent - before
    return found
  }
}
