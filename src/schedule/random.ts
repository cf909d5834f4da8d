import seedrandom from 'seedrandom'

/** A stream of choices. The same seed gives the same stream on every machine. */
export interface Random {
  /** Uniform in 0 … n-1, for n ≥ 1. */
  readonly below: (n: number) => number
  /** True in `percent` of 100 cases. */
  readonly chance: (percent: number) => boolean
}

export function createRandom(seed: number): Random {
  const draw = seedrandom.alea(String(seed))
  const below = (n: number): number => Math.floor(draw() * n)
  return { below, chance: (percent) => percent > 0 && below(100) < percent }
}
