import { encodePlain, type Address, type Message } from '../port/index.ts'
import { absent, IntLists, Names, PairTable } from './ints.ts'

/** Messages are of one of so many classes, by their numbers. */
const classes = 32

/** A message on its way to the owner of a mailbox. */
export interface Mail {
  readonly from: Address
  readonly message: Message
}

/**
 * What can be in flight to one node. Messages, and sets of them, are numbers. A set only grows: what was delivered
 * may come again, and what never comes is lost.
 */
export class Mailbox {
  readonly mails: Mail[] = []
  readonly #mailNames = new Names()
  readonly #sets = new IntLists()
  readonly #setNames = new Names()
  /** Of each set, which of so many classes its messages are of: a bit for each. */
  readonly #classes: number[] = []
  readonly #unions = new PairTable()
  readonly empty = this.setOf([])

  get sets(): number {
    return this.#sets.count
  }

  get bytes(): number {
    return this.#sets.bytes + this.#unions.bytes
  }

  /** The number of the message. The order of its fields is kept: a handler can see it. */
  of(from: Address, message: Message): number {
    return this.#mailNames.of(`${from}\n${encodePlain(message)}`, () => this.mails.push({ from, message }))
  }

  /** The number of the set with these messages. */
  setOf(mails: Iterable<number>): number {
    const sorted = [...new Set(mails)].toSorted((a, b) => a - b)
    return this.#setNames.of(String.fromCodePoint(...sorted), () => {
      this.#sets.add(sorted)
      this.#classes.push(sorted.reduce((bits, mail) => bits | (1 << (mail % classes)), 0))
    })
  }

  /** The messages in the set, in the order of their numbers. */
  mailsIn(set: number): Int32Array {
    return this.#sets.of(set)
  }

  union(set: number, other: number): number {
    if (other === this.empty || set === other) return set
    const known = this.#unions.get(set, other)
    if (known !== absent) return known
    const union = this.setOf([...this.mailsIn(set), ...this.mailsIn(other)])
    this.#unions.add(set, other, union)
    return union
  }

  /** Whether all messages of the other set are in this one. */
  covers(set: number, other: number): boolean {
    if (set === other || other === this.empty) return true
    if (((this.#classes[other] ?? 0) & ~(this.#classes[set] ?? 0)) !== 0) return false
    // With few messages each is a class of its own.
    if (this.mails.length <= classes) return true
    const sets = this.#sets
    const { ints } = sets
    const end = sets.endOf(set)
    const otherEnd = sets.endOf(other)
    let at = sets.startOf(set)
    for (let i = sets.startOf(other); i < otherEnd; i += 1) {
      const mail = ints[i] ?? 0
      while (at < end && (ints[at] ?? 0) < mail) at += 1
      if (at === end || ints[at] !== mail) return false
    }
    return true
  }
}
