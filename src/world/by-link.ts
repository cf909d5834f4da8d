import type { Address } from '../port/index.ts'

interface Place<T> {
  readonly to: Address
  readonly kind: string
  readonly value: T
}

interface Sender<T> {
  readonly from: Address
  readonly places: Place<T>[]
}

/** A value for each kind of message on each link. Nodes and kinds are few: lists are quicker than tables. */
export class ByLink<T> {
  readonly #senders: Sender<T>[] = []

  constructor(readonly create: (from: Address, to: Address) => T) {}

  /** That of the kind of message on the link, made when it is first asked for. */
  of(from: Address, to: Address, kind: string): T {
    const places = this.#placesOf(from)
    for (const place of places) if (place.kind === kind && place.to === to) return place.value
    const value = this.create(from, to)
    places.push({ to, kind, value })
    return value
  }

  #placesOf(from: Address): Place<T>[] {
    for (const sender of this.#senders) if (sender.from === from) return sender.places
    const places: Place<T>[] = []
    this.#senders.push({ from, places })
    return places
  }
}
