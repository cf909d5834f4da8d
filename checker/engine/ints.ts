/** The one kind of array in the search: with a second kind, every access would have to ask which it is. */
export type Ints = Int32Array<ArrayBuffer>

/** An element that is known to be there. */
export function at(ints: Ints, index: number): number {
  return ints[index] as number
}

/** What must be remembered has become too much to be held: more steps are of no use then. */
export class Full extends Error {
  override readonly name = 'Full'
}

/** A quarter of a gigabyte. */
const lengthMax = 1 << 26

/** Throws `Full`: what is remembered grows with the steps, and a budget of steps may be larger than any memory. */
export function room(length: number): Ints {
  if (length > lengthMax) throw new Full(`${length} numbers are too many to be held`)
  return new Int32Array(length)
}

/** A copy with more room. Throws `Full`. */
export function grown(ints: Ints, length: number): Ints {
  const larger = room(length)
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
