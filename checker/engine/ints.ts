/** The one kind of array in the search: with a second kind, every access would have to ask which it is. */
export type Ints = Int32Array<ArrayBuffer>

/** An element that is known to be there. */
export function at(ints: Ints, index: number): number {
  return ints[index] as number
}

/** A copy with more room. */
export function grown(ints: Ints, length: number): Ints {
  const larger = new Int32Array(length)
  larger.set(ints)
  return larger
}

/** The array itself, or a longer one if it has less than `length` elements; the content may be lost. */
export function atLeast(ints: Ints, length: number): Ints {
  return ints.length >= length ? ints : new Int32Array(Math.max(length, ints.length * 2))
}

/** The position of the lowest 1 in a word that has one. */
export function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word)
}
