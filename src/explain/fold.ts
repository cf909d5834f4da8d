import type { Row } from './explanation.ts'
import type { EntryRows, StepOf } from './rows.ts'

/** A story of up to so many rows is told in full. */
export const rowsMax = 64
/** Of a longer one, so many entries that are no mere talk are told in full before and after each turning point. */
const nearbyMany = 6
const nearbyFew = 3
/** Fewer entries than this are not worth the line that stands for them. */
const foldMin = 2
const kindsMax = 3

type IsKept = (entry: EntryRows) => boolean

/**
 * The rows to show: all of them when they are few. Otherwise talk is left out first, then what is far from the turning
 * points and is neither a call nor a crash, then all that is far from them but crashes and news.
 */
export function fold(story: readonly EntryRows[], turns: readonly number[], stepOf: StepOf): readonly Row[] {
  const near = nearTo(story, turns, nearbyMany)
  const nearest = nearTo(story, turns, nearbyFew)
  const levels: readonly IsKept[] = [
    () => true,
    (entry) => !entry.isChatter || turns.includes(entry.at),
    (entry) => near.has(entry.at) || isAny(entry, ['call', 'return', 'crash', 'join', 'offence', 'banner']),
    (entry) => near.has(entry.at) || isAny(entry, ['crash', 'join', 'offence', 'banner']),
    (entry) => nearest.has(entry.at) || isAny(entry, ['crash', 'offence', 'banner']),
    (entry) => nearest.has(entry.at),
  ]
  let rows: readonly Row[] = []
  for (const isKept of levels) {
    rows = shown(story, isKept, stepOf)
    if (rows.length <= rowsMax) break
  }
  return rows
}

/** The turning points, and the entries around them that are no mere talk. */
function nearTo(story: readonly EntryRows[], turns: readonly number[], nearby: number): ReadonlySet<number> {
  const telling = story.filter(({ isChatter, rows }) => !isChatter && rows.length > 0).map(({ at }) => at)
  const near = new Set(turns)
  for (const turn of turns) {
    const after = telling.filter((at) => at >= turn).slice(0, nearby)
    for (const at of [...telling.filter((each) => each < turn).slice(-nearby), ...after]) near.add(at)
  }
  return near
}

function isAny({ rows }: EntryRows, kinds: readonly string[]): boolean {
  return rows.some((row) => kinds.includes(row.kind === 'note' ? row.what : row.kind))
}

function shown(story: readonly EntryRows[], isKept: IsKept, stepOf: StepOf): readonly Row[] {
  const rows: Row[] = []
  let left: EntryRows[] = []
  const flush = (): void => {
    // The starts of the nodes are no steps.
    const steps = left.filter(({ at }) => stepOf(at) > 0)
    const [first] = steps
    if (first !== undefined && steps.length >= foldMin) rows.push(foldedRow(steps, stepOf(first.at)))
    else rows.push(...left.flatMap((entry) => entry.rows))
    left = []
  }
  for (const entry of story) {
    if (isKept(entry)) {
      flush()
      rows.push(...entry.rows)
    } else if (entry.rows.length > 0) left.push(entry)
  }
  flush()
  return rows
}

function foldedRow(left: readonly EntryRows[], step: number): Row {
  const counts = new Map<string, number>()
  for (const { kind } of left) if (kind !== null) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  const kinds = [...counts].toSorted(([, a], [, b]) => b - a).map(([kind]) => kind)
  return { kind: 'folded', step, atMs: null, steps: left.length, kinds: kinds.slice(0, kindsMax) }
}
