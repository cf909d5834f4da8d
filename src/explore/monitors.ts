import { encodePlain } from '../port/index.ts'
import type { Entry, Judgement, Monitor, Setup } from '../trace/index.ts'
import { absent, Names, PairTable } from './ints.ts'

/** A judgement with a monitor. */
export type Monitored = Judgement & { readonly monitor: NonNullable<Judgement['monitor']> }

export function monitoredOf(judgements: readonly Judgement[]): readonly Monitored[] {
  return judgements.flatMap(({ monitor, ...judgement }) =>
    monitor === undefined ? [] : [{ ...judgement, monitor }],
  )
}

/** The monitors of all judgements as one: its states and what it sees are numbers, from 0. */
export class Monitors {
  readonly #monitors: readonly Monitor[]
  readonly #stateNames = new Names()
  readonly #seenNames = new Names()
  readonly #states: (readonly unknown[])[] = []
  readonly #seen: (readonly unknown[])[] = []
  readonly #next = new PairTable()
  readonly initial: number
  /** What entries are that none of them looks at. */
  readonly nothing: number

  constructor(
    readonly judged: readonly Monitored[],
    setup: Setup,
  ) {
    this.#monitors = judged.map(({ monitor }) => monitor(setup))
    this.initial = this.#state(this.#monitors.map(({ initial }) => initial))
    this.nothing = this.#observation(judged.map(() => null))
  }

  get states(): number {
    return this.#states.length
  }

  get bytes(): number {
    return this.#next.bytes
  }

  /** A state of each judgement's monitor, in their order. */
  stateAt(state: number): readonly unknown[] {
    return this.#states[state] ?? []
  }

  observe(entry: Entry): number {
    return this.#observation(this.#monitors.map((monitor) => monitor.observe(entry)))
  }

  /** The next state; or -1 - i where that breaks the promise of judgement i. */
  next(state: number, seen: number): number {
    const known = this.#next.get(state, seen)
    if (known !== absent) return known
    const next = this.#nextOf(this.#states[state] ?? [], this.#seen[seen] ?? [])
    this.#next.add(state, seen, next)
    return next
  }

  #nextOf(states: readonly unknown[], seen: readonly unknown[]): number {
    const next = this.#monitors.map((monitor, i) =>
      seen[i] === null ? states[i] : monitor.next(states[i], seen[i]),
    )
    const broken = next.indexOf(null)
    return broken >= 0 ? -1 - broken : this.#state(next)
  }

  #state(states: readonly unknown[]): number {
    return this.#stateNames.of(encodePlain(states), () => this.#states.push(states))
  }

  #observation(seen: readonly unknown[]): number {
    return this.#seenNames.of(encodePlain(seen), () => this.#seen.push(seen))
  }
}
