/** So many names are all said; of more, the nearest. */
const sayable = 12
/** What is nearer than so many letters may be a slip. */
const slipMax = 2

/**
 * What was expected where a name is unknown: `one of a, b, c`, or, of many, `b or one of 40 others`, if some are
 * near what came.
 */
export function oneOf(known: readonly string[], came: unknown): string {
  const near = known.length > sayable && typeof came === 'string' ? nearest(known, came) : []
  if (near.length === 0) return `one of ${known.join(', ')}`
  return `${near.join(', ')} or one of ${known.length - near.length} others`
}

/** At most three: those that are within a slip, or begin or end with what came, or the other way round. */
function nearest(known: readonly string[], came: string): readonly string[] {
  return known
    .filter((name) => isSlip(name, came) || isPiece(name, came) || isPiece(came, name))
    .toSorted((a, b) => distance(a, came) - distance(b, came))
    .slice(0, 3)
}

function isPiece(piece: string, whole: string): boolean {
  return piece.length > slipMax && (whole.startsWith(piece) || whole.endsWith(piece))
}

/** Whether one is the other but for case or up to two letters. */
export function isSlip(a: string, b: string): boolean {
  if (a.toLowerCase() === b.toLowerCase()) return true
  return Math.abs(a.length - b.length) <= slipMax && distance(a, b) <= slipMax
}

/** Letters to insert, delete or change to make `b` of `a` (Levenshtein 1966). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
