import { absent, IntLists, PairTable } from './ints.ts'
import type { Mailbox } from './mailbox.ts'
import type { Outcome, Reactions } from './reactions.ts'

/**
 * A choice is four numbers: the configuration afterwards (-1: the node misbehaves), the outcome, what the monitors see of
 * it, and 1 where something is sent.
 */
export const choiceInts = 4

/**
 * One node with everything that is in flight to it, as a number: what the node can do next depends on nothing else. A
 * state of the world is one such number for each node, and the state of the monitors.
 */
export class Configurations {
  readonly #ids = new PairTable()
  /** Pairs: the state of the node, and the set of messages. */
  readonly #pairs = new IntLists()
  readonly #grown = new PairTable()
  /** By configuration, the numbers of lists in `choices` and `gifts`; -1 where they have not been made. */
  #lists = new Int32Array(1 << 10).fill(-1)
  /** As `choiceInts` says. */
  readonly choices = new IntLists()
  /** Pairs, a node and a set of messages: what this node can send without any change but that. */
  readonly gifts = new IntLists()
  /** Outcomes that would be gifts, but that a monitor looks at. */
  readonly shown = new IntLists()
  /** By configuration: 1 where a monitor looks at one of its choices. */
  #isWatched = new Uint8Array(1 << 10)
  /** How many choices were cut off at the horizon. */
  beyond = 0

  constructor(
    readonly index: number,
    readonly reactions: Reactions,
    readonly mailboxes: readonly Mailbox[],
    readonly nothingSeen: number,
    /** Whether what is only sent, without any change of the node, is sent at once. */
    readonly isEager: boolean,
  ) {}

  get count(): number {
    return this.#pairs.count
  }

  get bytes(): number {
    const lists = this.choices.bytes + this.gifts.bytes + this.shown.bytes
    return this.#ids.bytes + this.#pairs.bytes + this.#grown.bytes + this.#lists.byteLength + lists
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
    const inbox = this.#mailbox().union(this.inboxIn(configuration), set)
    const grown = this.of(this.stateIn(configuration), inbox)
    this.#grown.add(configuration, set, grown)
    return grown
  }

  /** The number of its list in `choices`, `gifts` and `shown`. */
  listOf(configuration: number): number {
    const known = this.#lists[configuration] ?? -1
    return known >= 0 ? known : this.#makeLists(configuration)
  }

  /** Whether a monitor looks at one of its choices. The lists must have been made. */
  isWatched(configuration: number): boolean {
    return this.#isWatched[configuration] === 1
  }

  #makeLists(configuration: number): number {
    if (configuration >= this.#lists.length) this.#lengthen(configuration)
    const state = this.stateIn(configuration)
    const inbox = this.inboxIn(configuration)
    const tried = [
      ...this.reactions.spontaneous(state),
      ...[...this.#mailbox().mailsIn(inbox)].map((mail) => this.reactions.received(state, mail)),
    ]
    const choices = new Map<string, readonly number[]>()
    const gifts: Outcome[] = []
    const shown: number[] = []
    for (const id of tried) {
      const outcome = this.reactions.outcomes[id]
      if (outcome === undefined || choices.has(outcome.name)) continue
      if (outcome.isBeyond) {
        this.beyond += 1
        continue
      }
      const isStill =
        outcome.target === state && !outcome.sends.some((to, i) => i % 2 === 0 && to === this.index)
      const isUnseen = outcome.seen === this.nothingSeen
      if (isStill && isUnseen && outcome.sends.length === 0) continue
      if (isStill && this.isEager) {
        if (isUnseen) gifts.push(outcome)
        else shown.push(id)
        if (isUnseen) continue
      }
      const target = outcome.target < 0 ? -1 : this.of(outcome.target, inbox)
      choices.set(outcome.name, [target, id, outcome.seen, outcome.sends.length > 0 ? 1 : 0])
      if (!isUnseen) this.#isWatched[configuration] = 1
    }
    this.choices.add([...choices.values()].flat())
    this.gifts.add(this.#together(gifts))
    const list = this.shown.add(shown)
    this.#lists[configuration] = list
    return list
  }

  /** One set of messages for each node. */
  #together(gifts: readonly Outcome[]): number[] {
    const sets = new Map<number, number>()
    for (const { sends } of gifts) {
      for (let i = 0; i < sends.length; i += 2) {
        const to = sends[i] ?? 0
        const mailbox = this.mailboxes[to]
        const set = sends[i + 1] ?? 0
        if (mailbox !== undefined) sets.set(to, mailbox.union(sets.get(to) ?? mailbox.empty, set))
      }
    }
    return [...sets].flat()
  }

  #mailbox(): Mailbox {
    return this.reactions.mailbox
  }

  #lengthen(configuration: number): void {
    const longer = new Int32Array(Math.max(configuration + 1, this.#lists.length * 2)).fill(-1)
    longer.set(this.#lists)
    this.#lists = longer
    const watched = new Uint8Array(longer.length)
    watched.set(this.#isWatched)
    this.#isWatched = watched
  }
}
