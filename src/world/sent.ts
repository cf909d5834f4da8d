import { contentOf, sameContent, type Message } from '../port/index.ts'
import type { Entry, Step } from '../trace/index.ts'
import { ByLink } from './by-link.ts'

export type Deliver = Step & { readonly kind: 'deliver' }

/** What was sent in a run, for steps that come from outside it. It reads the entries only when it is asked. */
export class Sent {
  readonly #messages = new ByLink(() => new Messages())
  #read = 0

  constructor(readonly entries: readonly Entry[]) {}

  /** The message of the step, or else the first of the same content that was sent on the link; null: there is none. */
  find({ from, to, message }: Deliver): Message | null {
    this.#catchUp()
    return this.#messages.of(from, to, message.kind).find(message)
  }

  #catchUp(): void {
    for (; this.#read < this.entries.length; this.#read += 1) {
      for (const effect of this.entries[this.#read]?.effects ?? []) {
        if (effect.kind !== 'sent') continue
        const { from, to, message } = effect
        this.#messages.of(from, to, message.kind).add(message)
      }
    }
  }
}

/** From so many on, it is quicker to write down the content of each. */
const comparedMax = 32

/** Messages of one kind on one link. */
class Messages {
  readonly #list: Message[] = []
  #own: Set<Message> | null = null
  #byContent: Map<string, Message> | null = null

  add(message: Message): void {
    this.#list.push(message)
    if (this.#list.length > comparedMax) this.#write()
  }

  find(message: Message): Message | null {
    if (this.#own !== null && this.#byContent !== null) {
      return this.#own.has(message) ? message : (this.#byContent.get(contentOf(message)) ?? null)
    }
    for (const sent of this.#list) if (sent === message) return sent
    for (const sent of this.#list) if (sameContent(sent, message)) return sent
    return null
  }

  #write(): void {
    const own = (this.#own ??= new Set())
    const byContent = (this.#byContent ??= new Map())
    for (const message of this.#list.slice(own.size)) {
      own.add(message)
      const content = contentOf(message)
      if (!byContent.has(content)) byContent.set(content, message)
    }
  }
}
