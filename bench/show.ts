import { groups, type Group } from './case.ts'
import type { Result } from './race.ts'
import { disagreements, ratio, type Ratio, type Row } from './row.ts'
import { summarize } from './summary.ts'

/** A table: its heading, and rows of cells; all columns but the first are numbers. */
export type Table = {
  readonly title: string
  readonly heading: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** One table a group, one row a case, and the summary. `others` are those the engine is compared with. */
export function tablesOf(rows: readonly Row[], others: readonly string[]): readonly Table[] {
  const present = [...new Set(rows.map((row) => row.case.group))]
  return [...present.map((group) => tableOf(group, rows, others)), summaryTable(rows, present, others)]
}

/** While a run lasts. */
export function brief(row: Row): string {
  const times = [...row.warm].map(([name, result]) => `${name} ${showResult(result)}`)
  return `${row.case.name}: ${verdictOf(row)}, ${times.join(', ')}`
}

function tableOf(group: Group, all: readonly Row[], others: readonly string[]): Table {
  const rows = all.filter((row) => row.case.group === group)
  const isCold = rows.some((row) => row.cold !== undefined)
  const hasMemory = rows.some((row) => row.memory !== undefined)
  return {
    title: groups[group],
    heading: [
      'history',
      'operations',
      'verdict',
      'engine',
      ...others.flatMap((name) => [name, '÷ engine']),
      ...(isCold ? ['cold engine', ...others.flatMap((name) => [`cold ${name}`, '÷ engine'])] : []),
      ...(hasMemory ? ['allocated', 'resident'] : []),
    ],
    rows: rows.map((row) => [
      row.case.name,
      row.operations.toLocaleString('en'),
      verdictOf(row),
      ...timesOf(row, 'warm', others),
      ...(isCold ? timesOf(row, 'cold', others) : []),
      ...(hasMemory ? [showBytes(row.memory?.allocatedBytes), showBytes(row.memory?.residentBytes)] : []),
    ]),
  }
}

function verdictOf(row: Row): string {
  const wrong = disagreements(row)
  return wrong.length === 0 ? row.case.expected : `DISAGREE (${row.case.expected}; ${wrong.join(', ')})`
}

function timesOf(row: Row, from: 'warm' | 'cold', others: readonly string[]): readonly string[] {
  const results = row[from]
  const engine = results?.get('engine')
  return [
    showResult(engine),
    ...others.flatMap((name) => {
      const other = results?.get(name)
      return [showResult(other), showRatio(ratio(engine, other))]
    }),
  ]
}

function summaryTable(rows: readonly Row[], present: readonly Group[], others: readonly string[]): Table {
  const lines = present.flatMap((group) =>
    others.flatMap((name) =>
      (['warm', 'cold'] as const).flatMap((from) => {
        const summary = summarize(
          rows.filter((row) => row.case.group === group),
          name,
          from,
        )
        if (summary === undefined) return []
        const { rows: counted, least, geometricMean, sum } = summary
        return [
          [
            `${group}, ${name}, ${from}`,
            counted.measured === counted.all ? String(counted.all) : `${counted.measured} of ${counted.all}`,
            showRatio(least),
            showRatio(geometricMean),
            showRatio(sum),
          ],
        ]
      }),
    ),
  )
  return {
    title: 'Summary: how many times as long the others take',
    heading: ['group', 'histories', 'least', 'geometric mean', 'sum'],
    rows: lines,
  }
}

function showResult(result: Result | undefined): string {
  if (result === undefined) return '–'
  switch (result.kind) {
    case 'measured':
      return showTime(result.nanoseconds)
    case 'beyond':
      return `> ${showTime(result.timeoutMs * 1e6)}`
    case 'failed':
      return 'none'
    default:
      return result satisfies never
  }
}

export function showTime(nanoseconds: number): string {
  if (nanoseconds >= 1e9) return `${digits(nanoseconds / 1e9)} s`
  if (nanoseconds >= 1e6) return `${digits(nanoseconds / 1e6)} ms`
  return `${digits(nanoseconds / 1e3)} µs`
}

export function showRatio(found: Ratio | undefined): string {
  return found === undefined ? '–' : `${found.kind === 'least' ? '≥ ' : ''}${digits(found.value)} ×`
}

export function showBytes(bytes: number | undefined): string {
  return bytes === undefined ? '–' : `${digits(Math.max(bytes, 0) / 1e6)} MB`
}

/** Three digits that count, or all before the point. */
function digits(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en')
  return value >= 10 ? value.toFixed(1) : value.toFixed(2)
}

/** For the terminal: aligned columns. */
export function asText({ title, heading, rows }: Table): string {
  const all = [heading, ...rows]
  const widths = heading.map((_, column) => Math.max(...all.map((cells) => (cells[column] ?? '').length)))
  const lines = all.map((cells) =>
    cells
      .map((cell, column) => {
        const width = widths[column] ?? 0
        return column === 0 ? cell.padEnd(width) : cell.padStart(width)
      })
      .join('  ')
      .trimEnd(),
  )
  return `${title}\n\n${lines.map((line) => `  ${line}`).join('\n')}\n`
}

/** For documents. */
export function asMarkdown({ title, heading, rows }: Table): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const rule = heading.map((_, column) => (column === 0 ? '---' : '---:'))
  return `### ${title}\n\n${[heading, rule, ...rows].map(line).join('\n')}\n`
}
