import type { Row } from './explanation.ts'
import type { EntryRows, StepOf } from './rows.ts'

/** A story of up to so many rows is told in full. */
export const rowsMax = 64
/** Of a longer one, so many entries before and after each turning point are told in full. */
const nearby = 8
/** Fewer entries than this are not worth the line that stands for them. */
const foldMin = 2
const kindsMax = 4

/**
 * The rows to show: all of them when they are few. Otherwise talk is left out first, then what is far from the turning
 * points, then everything but the turning points themselves.
 */
export function fold(story: readonly EntryRows[], turns: readonly number[], stepOf: StepOf): readonly Row[] {
  const isNear = ({ at }: EntryRows): boolean => turns.some((turn) => Math.abs(turn - at) <= nearby)
  const levels: readonly ((entry: EntryRows) => boolean)[] = [
    () => true,
    (entry) => !entry.isChatter || turns.includes(entry.at),
    (entry) => (isNear(entry) && !entry.isChatter) || isTurn(entry, turns, turningKinds),
    (entry) => (isNear(entry) && !entry.isChatter) || isTurn(entry, turns, rareKinds),
    (entry) => isNear(entry) && (!entry.isChatter || turns.includes(entry.at)),
  ]
  let rows: readonly Row[] = []
  for (const isKept of levels) {
    rows = shown(story, isKept, stepOf)
    if (rows.length <= rowsMax) break
  }
  return rows
}

const turningKinds: readonly string[] = ['call', 'return', 'crash', 'join', 'offence', 'banner']
const rareKinds: readonly string[] = ['crash', 'join', 'offence', 'banner']

function isTurn({ at, rows }: EntryRows, turns: readonly number[], kinds: readonly string[]): boolean {
  return turns.includes(at) || rows.some((row) => kinds.includes(row.kind === 'note' ? row.what : row.kind))
}

function shown(
  story: readonly EntryRows[],
  isKept: (entry: EntryRows) => boolean,
  stepOf: StepOf,
): readonly Row[] {
  const rows: Row[] = []
  let left: EntryRows[] = []
  const flush = (): void => {
    const [first] = left
    if (first !== undefined && left.length >= foldMin) rows.push(foldedRow(left, stepOf(first.at)))
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
