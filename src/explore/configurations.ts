import { absent, IntLists, PairTable } from './ints.ts'
import type { Model } from './model.ts'

/**
 * One node with everything that is in flight to it, as a number: what the node can do next depends on nothing else. A
 * state of the world is one such number for each node, and the state of the monitors.
 */
export class Configurations {
  readonly #ids = new PairTable()
  /** Pairs: the state of the node, and the set of messages. */
  readonly #pairs = new IntLists()
  readonly #grown = new PairTable()
  /** By configuration, the number of its list in `choices`; -1 where it has not been made. */
  #lists = new Int32Array(1 << 10).fill(-1)
  /**
   * One choice behind the other: the configuration afterwards (-1: the node misbehaves), the outcome, what the monitors see
   * of it (-1: nothing), how many numbers follow, and then pairs of a node and the set of messages that are sent to it.
   */
  readonly choices = new IntLists()

  constructor(
    readonly index: number,
    readonly model: Model,
  ) {}

  get bytes(): number {
    return (
      this.#ids.bytes + this.#pairs.bytes + this.#grown.bytes + this.#lists.byteLength + this.choices.bytes
    )
  }

  initial(): number {
    return this.of(this.model.states[this.index] ?? 0, this.model.inboxes[this.index] ?? 0)
  }

  of(state: number, inbox: number): number {
    const known = this.#ids.get(state, inbox)
    if (known !== absent) return known
    const id = this.#pairs.add([state, inbox])
    this.#ids.add(state, inbox, id)
    return id
  }

  stateIn(configuration: number): number {
    return this.#pairs.ints[2 * configuration] ?? 0
  }

  inboxIn(configuration: number): number {
    return this.#pairs.ints[2 * configuration + 1] ?? 0
  }

  /** The same node when these messages are in flight to it, too. */
  withMails(configuration: number, set: number): number {
    const known = this.#grown.get(configuration, set)
    if (known !== absent) return known
    const before = this.inboxIn(configuration)
    const inbox = this.model.nodes[this.index]?.mailbox.union(before, set) ?? before
    const grown = inbox === before ? configuration : this.of(this.stateIn(configuration), inbox)
    this.#grown.add(configuration, set, grown)
    return grown
  }

  /** The number of its list in `choices`. */
  listOf(configuration: number): number {
    const known = this.#lists[configuration] ?? -1
    return known >= 0 ? known : this.#makeList(configuration)
  }

  #makeList(configuration: number): number {
    const state = this.stateIn(configuration)
    const inbox = this.inboxIn(configuration)
    const { nothing } = this.model.monitors
    // Steps that make no difference to one another are one.
    const choices = new Map<string, readonly number[]>()
    for (const id of this.model.outcomesIn(this.index, state, inbox)) {
      const { target, seen, sends, isBeyond } = this.model.outcomeOf(this.index, id)
      if (isBeyond || (target === state && seen === nothing && sends.length === 0)) continue
      const after = target < 0 ? -1 : this.of(target, inbox)
      const shown = seen === nothing ? -1 : seen
      const name = [after, shown, ...sends].join()
      if (!choices.has(name)) choices.set(name, [after, id, shown, sends.length, ...sends])
    }
    const list = this.choices.add([...choices.values()].flat())
    if (configuration >= this.#lists.length) this.#lengthen(configuration)
    this.#lists[configuration] = list
    return list
  }

  #lengthen(configuration: number): void {
    const longer = new Int32Array(Math.max(configuration + 1, this.#lists.length * 2)).fill(-1)
    longer.set(this.#lists)
    this.#lists = longer
  }
}
