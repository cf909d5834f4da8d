import { at, grown, type Ints } from './ints.ts'

/**
 * The sets of slots of each frame: used, owed, the candidates left, and of them those to be tried first,
 * `words` words each. A set is named by the place of its first word.
 */
export class Masks {
  words = 1
  ints: Ints = new Int32Array(256)

  reset(words: number): void {
    this.words = words
    this.reserve(0)
    this.ints.fill(0, 0, 4 * words)
  }

  usedAt(depth: number): number {
    return depth * 4 * this.words
  }

  owedAt(depth: number): number {
    return (depth * 4 + 1) * this.words
  }

  candidatesAt(depth: number): number {
    return (depth * 4 + 2) * this.words
  }

  has(set: number, slot: number): boolean {
    return (at(this.ints, set + (slot >>> 5)) & (1 << (slot & 31))) !== 0
  }

  /** Takes one out of the candidates of a frame. */
  excludeCandidate(depth: number, slot: number): void {
    const place = this.candidatesAt(depth) + (slot >>> 5)
    const others = ~(1 << (slot & 31))
    this.ints[place] = at(this.ints, place) & others
    this.ints[place + this.words] = at(this.ints, place + this.words) & others
  }

  /** Used and owed of a frame become those of the one above it. */
  copyUp(depth: number): void {
    this.reserve(depth + 1)
    const from = this.usedAt(depth)
    const to = this.usedAt(depth + 1)
    for (let word = 0; word < 2 * this.words; word++) this.ints[to + word] = at(this.ints, from + word)
  }

  reserve(depth: number): void {
    const end = this.usedAt(depth + 1)
    if (end > this.ints.length) this.ints = grown(this.ints, 2 * end)
  }
}
