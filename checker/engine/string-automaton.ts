import { kinds, unobservable, type Automaton, type Encoding } from './encoding.ts'
import { at } from './ints.ts'

/**
 * The strings that appends lead to. Only beginnings of values that somebody observes are told apart: from any
 * other string no append leads back to one.
 */
export class StringAutomaton implements Automaton {
  readonly tree = undefined
  readonly #encoding: Encoding
  readonly #absent: string | null
  /** The observed values, sorted; made when first needed. */
  #observed: readonly string[] | undefined
  readonly #after = new Map<number, number>()

  constructor(encoding: Encoding, absent: string | null) {
    this.#encoding = encoding
    this.#absent = absent
  }

  next(state: number, operationClass: number): number {
    if (state === unobservable) return unobservable
    const transition = state * 0x4000000 + operationClass
    const known = this.#after.get(transition)
    if (known !== undefined) return known
    const { values } = this.#encoding
    const before = values[state] === this.#absent ? '' : values[state]
    const string = `${before ?? ''}${values[operationClass] ?? ''}`
    const after = this.#isBeginning(string) ? this.#encoding.numberOf(string) : unobservable
    this.#after.set(transition, after)
    return after
  }

  #isBeginning(string: string): boolean {
    this.#observed ??= this.#findObserved()
    let [low, high] = [0, this.#observed.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#observed[middle] ?? '') < string) low = middle + 1
      else high = middle
    }
    return this.#observed[low]?.startsWith(string) ?? false
  }

  #findObserved(): readonly string[] {
    const { size, kind, a, values } = this.#encoding
    // An append whose result is `absent` makes the next one begin anew.
    const observed = new Set([this.#absent ?? ''])
    for (let operation = 0; operation < size; operation++) {
      const what = at(kind, operation)
      if (what === kinds.write || what === kinds.append) continue
      observed.add(String(values[at(a, operation)] ?? ''))
    }
    return [...observed].toSorted()
  }
}
