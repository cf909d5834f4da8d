import type { Address } from '../port/index.ts'

interface Place<T> {
  readonly to: Address
  readonly kind: string
  readonly value: T
}

/** A value for each kind of message on each link. Kinds are few, so that nothing is gained by a table of them. */
export class ByLink<T> {
  readonly #placesFrom = new Map<Address, Place<T>[]>()

  constructor(readonly create: () => T) {}

  /** That of the kind of message on the link, made when it is first asked for. */
  of(from: Address, to: Address, kind: string): T {
    let places = this.#placesFrom.get(from)
    if (places === undefined) this.#placesFrom.set(from, (places = []))
    for (const place of places) if (place.kind === kind && place.to === to) return place.value
    const value = this.create()
    places.push({ to, kind, value })
    return value
  }
}
