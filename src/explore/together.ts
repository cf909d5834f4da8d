import type { Model } from './model.ts'
import { Possibilities, type Choice, type Counting } from './possibilities.ts'

/** What is taken at once. */
export interface Forced {
  readonly choice: Choice
  /** False: nothing is sent, and more is possible for the node. */
  readonly isGift: boolean
}

/** Told of what is taken at once in a state, before it is. */
export type OnForced = (node: number, ints: Int32Array, forced: Forced) => void

/** All nodes of a model: a state is a number for what is possible for each, and last the state of the monitors. */
export class Together {
  readonly nodes: readonly Possibilities[]
  readonly width: number
  readonly #all: number

  constructor(
    readonly model: Model,
    counting: Counting,
  ) {
    this.nodes = model.nodes.map((_node, index) => new Possibilities(index, model, counting))
    this.width = this.nodes.length + 1
    this.#all = (1 << this.nodes.length) - 1
  }

  get bytes(): number {
    return this.nodes.reduce((sum, { bytes }) => sum + bytes, this.model.bytes)
  }

  /** The state after the stage, settled. */
  initial(onForced: OnForced | null): Int32Array {
    const ints = new Int32Array(this.width)
    for (const node of this.nodes) ints[node.index] = node.initial()
    ints[this.nodes.length] = this.model.monitor
    this.#settle(ints, this.#all, onForced)
    return ints
  }

  /**
   * Takes the choice of a node in a state. Returns whether that changes anything; -1 - i where it breaks the promise
   * of judgement i.
   */
  take(ints: Int32Array, node: number, { target, seen, sends }: Choice, onForced: OnForced | null): number {
    const { monitors } = this.model
    const last = this.nodes.length
    const before = ints[last] ?? 0
    const next = seen === monitors.nothing ? before : monitors.next(before, seen)
    if (next < 0) return next
    // An offence that nobody judges ends the run. What is shown and changes nothing was taken when the state was settled.
    if (target < 0 || (next === before && ints[node] === target)) return 0
    ints[node] = target
    ints[last] = next
    const news = this.#send(ints, sends) | (1 << node)
    this.#settle(ints, next === before ? news : this.#all, onForced)
    return 1
  }

  #send(ints: Int32Array, sends: readonly number[]): number {
    let news = 0
    for (let i = 0; i < sends.length; i += 2) {
      const to = sends[i] ?? 0
      const before = ints[to] ?? 0
      const after = this.nodes[to]?.withMails(before, sends[i + 1] ?? 0) ?? before
      if (after === before) continue
      ints[to] = after
      news |= 1 << to
    }
    return news
  }

  /** `news`: nodes that have changed, as bits. */
  #settle(ints: Int32Array, news: number, onForced: OnForced | null): void {
    let left = news
    while (left !== 0) {
      const node = 31 - Math.clz32(left)
      const forced = this.#forcedIn(ints, node)
      if (forced === null) {
        left &= ~(1 << node)
        continue
      }
      onForced?.(node, ints, forced)
      ints[node] = forced.choice.target
      left |= this.#send(ints, forced.choice.sends)
    }
  }

  #forcedIn(ints: Int32Array, node: number): Forced | null {
    const noticed = this.nodes[node]?.noticed(ints[node] ?? 0)
    if (noticed === undefined) return null
    if (noticed.gift !== null) return { choice: noticed.gift, isGift: true }
    const monitor = ints[this.nodes.length] ?? 0
    for (const choice of noticed.shown) {
      if (choice.target === ints[node] || this.model.monitors.next(monitor, choice.seen) !== monitor) continue
      return { choice, isGift: choice.fresh.length > 0 }
    }
    return null
  }
}
