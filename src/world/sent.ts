import { contentOfMessage, type Address, type Message } from '../port/index.ts'
import type { Entry, Step } from '../trace/index.ts'

export type Deliver = Step & { readonly kind: 'deliver' }

/** What was sent in a run, for steps that come from outside it. It reads the entries only when it is asked. */
export class Sent {
  readonly #messages = new Set<Message>()
  /** Links with the content of a message. */
  readonly #contents = new Set<string>()
  #read = 0

  constructor(readonly entries: readonly Entry[]) {}

  /** Whether it is the very object of a message that was sent. */
  has(message: Message): boolean {
    this.#catchUp()
    return this.#messages.has(message)
  }

  /** Whether a message of this content was sent on this link. */
  includes({ from, to, message }: Deliver): boolean {
    this.#catchUp()
    return this.#contents.has(keyOf(from, to, message))
  }

  #catchUp(): void {
    for (; this.#read < this.entries.length; this.#read += 1) {
      for (const effect of this.entries[this.#read]?.effects ?? []) {
        if (effect.kind !== 'sent') continue
        this.#messages.add(effect.message)
        this.#contents.add(keyOf(effect.from, effect.to, effect.message))
      }
    }
  }
}

function keyOf(from: Address, to: Address, message: Message): string {
  return `${from}>${to}${contentOfMessage(message)}`
}
