import seedrandom from 'seedrandom'

/** A stream of choices. The same seed gives the same stream on every machine. */
export interface Random {
  /** Uniform in 0 … n-1, for n ≥ 1. */
  readonly below: (n: number) => number
  /** True in `percent` of 100 cases. */
  readonly chance: (percent: number) => boolean
  /** Uniform in min … max, both ends included. */
  readonly between: (min: number, max: number) => number
  /** One of the list, which must not be empty. */
  readonly oneOf: <T>(list: readonly T[]) => T
  /** Each of the list with probability one half, or, given a percentage, with that. */
  readonly some: <T>(list: readonly T[], percent?: number) => T[]
}

export function createRandom(seed: number): Random {
  const numbers = new Numbers(seed)
  const below = (n: number): number => Math.floor(numbers.next() * n)
  const chance = (percent: number): boolean => percent > 0 && below(100) < percent
  return {
    below,
    chance,
    between: (min, max) => min + below(max - min + 1),
    oneOf: (list) => {
      if (list.length === 0) throw new Error('expected a list to choose from, found an empty one')
      return list[below(list.length)] as (typeof list)[number]
    },
    some: (list, percent = 50) => list.filter(() => chance(percent)),
  }
}

/**
 * The numbers that `seedrandom.alea` draws, from where it begins: Alea by Johannes Baagøe (2010), which multiplies with
 * carry. Drawn here, where they cost less: a walk draws seven at each step.
 */
class Numbers {
  #first: number
  #second: number
  #third: number
  #carry: number

  constructor(seed: number) {
    const { s0, s1, s2, c } = seedrandom.alea(String(seed), { state: true }).state()
    this.#first = s0
    this.#second = s1
    this.#third = s2
    this.#carry = c
  }

  /** At least 0, below 1. */
  next(): number {
    const product = 2_091_639 * this.#first + this.#carry * 2 ** -32
    const carry = product | 0
    this.#first = this.#second
    this.#second = this.#third
    this.#carry = carry
    return (this.#third = product - carry)
  }
}
