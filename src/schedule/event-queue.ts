/** A binary heap of things to come, earliest first; those of the same time in the order in which they were added. */
export class EventQueue<T> {
  readonly #times: number[] = []
  readonly #orders: number[] = []
  readonly #events: T[] = []
  #added = 0

  add(atMs: number, event: T): void {
    this.#added += 1
    this.#times.push(atMs)
    this.#orders.push(this.#added)
    this.#events.push(event)
    let child = this.#events.length - 1
    while (child > 0) {
      const parent = (child - 1) >> 1
      if (!this.#isBefore(child, parent)) break
      this.#swap(child, parent)
      child = parent
    }
  }

  /** The earliest event, taken out; null when there is none. */
  take(): { readonly atMs: number; readonly event: T } | null {
    const atMs = this.#times[0]
    const event = this.#events[0]
    if (atMs === undefined || event === undefined) return null
    this.#swap(0, this.#events.length - 1)
    this.#times.pop()
    this.#orders.pop()
    this.#events.pop()
    this.#sink()
    return { atMs, event }
  }

  #sink(): void {
    const size = this.#events.length
    let parent = 0
    for (;;) {
      const left = 2 * parent + 1
      const right = left + 1
      let least = parent
      if (left < size && this.#isBefore(left, least)) least = left
      if (right < size && this.#isBefore(right, least)) least = right
      if (least === parent) return
      this.#swap(parent, least)
      parent = least
    }
  }

  #isBefore(a: number, b: number): boolean {
    const timeA = this.#times[a] ?? 0
    const timeB = this.#times[b] ?? 0
    return timeA < timeB || (timeA === timeB && (this.#orders[a] ?? 0) < (this.#orders[b] ?? 0))
  }

  #swap(a: number, b: number): void {
    swap(this.#times, a, b)
    swap(this.#orders, a, b)
    swap(this.#events, a, b)
  }
}

function swap<T>(list: T[], a: number, b: number): void {
  const kept = list[a] as T
  list[a] = list[b] as T
  list[b] = kept
}
