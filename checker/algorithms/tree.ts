import { at } from './ints.ts'

/** Greater than any number and any sum of them. */
export const none = 1 << 30

/**
 * A line of places with two numbers each, a level and a step. How low is the line at a place? As its level,
 * plus the steps of the places before it, from where one starts.
 *
 * A segment tree: everything takes O(log n), to make it O(n).
 */
export class Tree {
  readonly #width: number
  readonly #levels: Int32Array
  readonly #steps: Int32Array

  constructor(levels: Int32Array, steps: Int32Array) {
    let width = 1
    while (width < levels.length) width *= 2
    this.#width = width
    this.#levels = new Int32Array(2 * width).fill(none)
    this.#steps = new Int32Array(2 * width)
    this.#levels.set(levels, width)
    this.#steps.set(steps, width)
    for (let node = width - 1; node > 0; node--) this.#renew(node)
  }

  put(place: number, level: number, step: number): void {
    let node = place + this.#width
    this.#levels[node] = level
    this.#steps[node] = step
    while (node > 1) this.#renew((node >>= 1))
  }

  #renew(node: number): void {
    const levels = this.#levels
    const step = at(this.#steps, 2 * node)
    levels[node] = Math.min(at(levels, 2 * node), step + at(levels, 2 * node + 1))
    this.#steps[node] = step + at(this.#steps, 2 * node + 1)
  }

  /** Starting at `from`, the first place at which the line is as low as `level`; else `none`. */
  firstAtMost(level: number, from: number): number {
    const levels = this.#levels
    const steps = this.#steps
    let node = from + this.#width
    let sum = 0
    while (sum + at(levels, node) > level) {
      sum += at(steps, node)
      while (node % 2 === 1) node >>= 1
      if (node === 0) return none
      node++
    }
    while (node < this.#width) {
      node *= 2
      if (sum + at(levels, node) > level) sum += at(steps, node++)
    }
    return node - this.#width
  }

  /** The least level at the places from `from` to `to`, where there are no steps. */
  least(from: number, to: number): number {
    let least = none
    let left = from + this.#width
    let right = to + this.#width
    for (; left <= right; left = (left + 1) >> 1, right = (right - 1) >> 1) {
      least = Math.min(least, at(this.#levels, left), at(this.#levels, right))
    }
    return least
  }
}
