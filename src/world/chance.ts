import type { Address } from '../port/index.ts'

/** What a machine can look at and its input does not determine: see `Chance` in `src/services/`. */
export interface Chance {
  time(): number
  random(below: number): number
}

/** How far apart the clocks of machines may be. */
const skewMs = 90_000
/** How far a clock moves from one look to the next, at most. */
const tickMs = 3

/**
 * A world has neither clock nor randomness: what a machine sees depends on its address and on how often it has looked,
 * so that a run can be played again.
 */
export function createChance(node: Address): Chance {
  let looks = 0
  let timeMs = 10_000 + (scrambled(node, 0) % skewMs)
  return {
    time() {
      looks += 1
      timeMs += 1 + (scrambled(node, looks) % tickMs)
      return timeMs
    },
    random(below) {
      looks += 1
      return scrambled(node, looks) % below
    },
  }
}

/** A number below 2³² that looks like any other: FNV-1a over the text, then the finish of MurmurHash3. */
function scrambled(node: Address, look: number): number {
  let hash = 0x811c9dc5
  for (const character of `${node}/${look}`) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
