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
  const draw = seedrandom.alea(String(seed))
  const below = (n: number): number => Math.floor(draw() * n)
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
