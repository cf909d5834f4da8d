/** An element that is known to be there. */
export function at(ints: Int32Array, index: number): number {
  return ints[index] ?? 0
}
