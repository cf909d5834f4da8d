/**
 * A set of small whole numbers: bit `i % 32` of word `i / 32` says whether `i` is in it. 32-bit words,
 * because a 64-bit word would be a BigInt. Source: Porcupine, bitset.go.
 */
export type Bitset = Uint32Array

export function createBitset(size: number): Bitset {
  return new Uint32Array(Math.ceil(size / 32))
}

export function include(set: Bitset, index: number): void {
  const word = index >>> 5
  set[word] = wordAt(set, word) | (1 << (index & 31))
}

export function exclude(set: Bitset, index: number): void {
  const word = index >>> 5
  set[word] = wordAt(set, word) & ~(1 << (index & 31))
}

/** A word beyond the end reads as 0: no member. */
export function wordAt(words: Uint32Array, position: number): number {
  return words[position] ?? 0
}
