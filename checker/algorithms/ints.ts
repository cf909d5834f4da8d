/** An element that is known to be there. */
export function at(ints: Int32Array, index: number): number {
  return ints[index] ?? 0
}

/** The positions of the times, the earliest first. */
export function byTime(times: Float64Array): Int32Array {
  const positions = Int32Array.from(times, (_, position) => position)
  return positions.toSorted((left, right) => (times[left] ?? 0) - (times[right] ?? 0))
}
