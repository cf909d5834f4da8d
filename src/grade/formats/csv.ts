import type { Format, Told } from './format.ts'
import { oneLine } from './harmless.ts'

/**
 * A table for a gradebook: a row for each submission, a column for each item, by its id (RFC 4180). For staff: hidden items
 * are in it.
 */
export const csv: Format = {
  readers: 'staff',
  holds: 'any number',
  tells: false,
  what: 'a table for a gradebook, hidden items too',
  write: tableOf,
}

const fixedColumns = ['submission', 'points', 'points_max', 'status', 'undecided', 'at_fault']

function tableOf(told: readonly Told[]): string {
  const ids = [...new Set(told.flatMap(({ grade }) => grade.items.map(({ id }) => id)))]
  const rows = told.map(({ grade, isDone }) => {
    const pointsById = new Map(grade.items.map(({ id, points }) => [id, points]))
    const undecided = grade.items.filter(({ verdict }) => verdict === 'undecided').map(({ id }) => id)
    return [
      grade.solution,
      grade.points,
      grade.pointsMax,
      isDone ? grade.status : 'not over',
      undecided.join(' '),
      grade.atFault.join(' '),
      // Submissions of another lab have other items.
      ...ids.map((id) => pointsById.get(id) ?? ''),
    ]
  })
  return [[...fixedColumns, ...ids], ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')
}

/**
 * Spreadsheets take a text that starts like a formula for one, which may read other cells or fetch an address: such a text
 * gets an apostrophe in front, their own sign for text.
 */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const text = oneLine(value)
  const asText = /^[=+\-@＝＋－＠'|%]/.test(text) ? `'${text}` : text
  return /[",]/.test(asText) ? `"${asText.replaceAll('"', '""')}"` : asText
}
