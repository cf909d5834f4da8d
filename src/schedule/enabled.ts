import type { Address } from '../port/index.ts'
import type { Entry, Step } from '../trace/index.ts'
import { ByLink } from '../world/index.ts'

export type Deliver = Step & { readonly kind: 'deliver' }
export type Timer = Step & { readonly kind: 'timer' }

/** Messages of one kind on one link: how many are in flight, and what the scheduler wants to know of them. */
interface Likes<Note> {
  count: number
  readonly note: Note
}

/** What a run without a clock can do next besides calls, crashes and joins: messages in flight and pending timers. */
export class Enabled<Note = null> {
  readonly #deliveries: Deliver[] = []
  /** Of each message in flight: it and those like it. */
  readonly #likes: Likes<Note>[] = []
  readonly #likesOn: ByLink<Likes<Note>>
  readonly timers: Timer[] = []

  constructor(noteOf: (from: Address, to: Address) => Note) {
    this.#likesOn = new ByLink((from, to) => ({ count: 0, note: noteOf(from, to) }))
  }

  /** In the order in which they were sent. */
  get deliveries(): readonly Deliver[] {
    return this.#deliveries
  }

  /** How many messages of the same kind are in flight on the same link, this one included. */
  alike(at: number): number {
    return this.#likes[at]?.count ?? 0
  }

  /** What the scheduler noted of its kind and link; null where there is none. */
  noteOf(at: number): Note | null {
    return this.#likes[at]?.note ?? null
  }

  /** Takes a message out: it can arrive no more, since it has arrived or is lost. */
  takeDelivery(at: number): Deliver | null {
    const deliveries = this.#deliveries
    const taken = deliveries[at]
    const likes = this.#likes[at]
    if (taken === undefined || likes === undefined) return null
    likes.count -= 1
    closeGap(deliveries, at)
    closeGap(this.#likes, at)
    return taken
  }

  /** Brings it up to date with what has happened. A message that was delivered stays, until it is taken out. */
  absorb({ cause, effects }: Entry): void {
    if (cause.kind === 'timer') this.#forgetTimer(cause.node, cause.name)
    if (cause.kind === 'crash') this.#forgetNode(cause.node)
    for (const effect of effects) {
      if (effect.kind === 'sent') {
        const { from, to, message } = effect
        this.#deliveries.push({ kind: 'deliver', from, to, message })
        const likes = this.#likesOn.of(from, to, message.kind)
        likes.count += 1
        this.#likes.push(likes)
      } else if (effect.kind === 'timer-set') {
        this.#forgetTimer(effect.node, effect.name)
        this.timers.push({ kind: 'timer', node: effect.node, name: effect.name })
      } else if (effect.kind === 'timer-cancelled') {
        this.#forgetTimer(effect.node, effect.name)
      }
    }
  }

  #forgetNode(node: Address): void {
    for (const timer of this.timers.filter((each) => each.node === node)) this.#forgetTimer(node, timer.name)
  }

  #forgetTimer(node: Address, name: string): void {
    const { timers } = this
    for (let at = 0; at < timers.length; at += 1) {
      const timer = timers[at]
      if (timer === undefined || timer.name !== name || timer.node !== node) continue
      takeOut(timers, at)
      return
    }
  }
}

/** As `splice(at, 1)`, which makes a list of what it takes out. */
function closeGap<T>(list: T[], at: number): void {
  // The cast: there is an element after each but the last.
  for (let i = at + 1; i < list.length; i += 1) list[i - 1] = list[i] as T
  list.pop()
}

/** Takes out one element; the last one takes its place. */
export function takeOut<T>(list: T[], at: number): T | null {
  const taken = list[at]
  const last = list.pop()
  if (taken === undefined || last === undefined) return null
  if (at < list.length) list[at] = last
  return taken
}
