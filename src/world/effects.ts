import type { Effect } from '../trace/index.ts'

/**
 * The effects of the entry under way. One list serves all entries of a world: what it hands out is as long as need be,
 * where a list that grows keeps room for seventeen.
 */
export class Effects {
  readonly #list: Effect[] = []
  #count = 0

  /** An entry begins. What was emitted between entries is part of none. */
  clear(): void {
    this.#count = 0
  }

  readonly emit = (effect: Effect): void => {
    this.#list[this.#count] = effect
    this.#count += 1
  }

  /** Those since `clear`, in order. */
  take(): Effect[] {
    const [first, second] = this.#list
    if (this.#count === 0) return []
    if (this.#count === 1 && first !== undefined) return [first]
    if (this.#count === 2 && first !== undefined && second !== undefined) return [first, second]
    return this.#list.slice(0, this.#count)
  }
}
