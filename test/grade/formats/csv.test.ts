import { expect, test } from 'vitest'
import { formats } from '../../../src/grade/index.ts'
import { grade, hostile, item, mixed, told } from './grades.ts'

/** RFC 4180: rows end with CRLF; a cell in quotes may hold commas, line breaks and doubled quotes. */
function readCsv(text: string): string[][] {
  const cell = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/y
  const rows: string[][] = [[]]
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex
    const [, raw = '', end] = cell.exec(text) ?? []
    if (end === undefined) throw new Error(`no CSV from ${at}: ${text.slice(at, at + 40)}`)
    rows.at(-1)?.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw)
    if (end === '\r\n') rows.push([])
  }
  return rows.slice(0, -1)
}

test('a row for each submission, a column for each item', () => {
  const other = told(
    grade([item({ id: 'failover' }), item({ id: 'other', pointsMax: 1 })], { status: 'cut short' }),
  )
  expect(readCsv(formats.csv.write([mixed, other]))).toEqual([
    'submission points points_max status undecided at_fault failover stale-read linearizable progress single-primary secret-id other'.split(
      ' ',
    ),
    [
      'submissions/ann/solution.ts',
      '10',
      '56.5',
      'graded',
      'progress',
      'server',
      '10',
      '0',
      '0',
      '0',
      '0',
      '0',
      '',
    ],
    ['submissions/ann/solution.ts', '11', '11', 'cut short', '', '', '10', '', '', '', '', '', '1'],
  ])
})

test('no submissions are a table without rows', () => {
  expect(readCsv(formats.csv.write([]))).toHaveLength(1)
})

test.each(hostile)('a name of a file is no formula and breaks no row: %j', (solution) => {
  const rows = readCsv(formats.csv.write([told(grade([item({ id: 'a' })], { solution }))]))
  expect(rows).toHaveLength(2)
  expect(rows[1]).toHaveLength(7)
  expect(rows[1]?.[0]).not.toMatch(/^[\t\r\n]*[=+\-@|%＝＋－＠]/)
  expect(rows[1]?.slice(1, 4)).toEqual(['10', '10', 'graded'])
})

test.each(['=1+1', '+1', '-1', '@A1', '\t=1', '\r=1', ' =1', '\u{200B}=1', '＝1', "'=1"])(
  'what starts like a formula is text: %j',
  (solution) => {
    const [, row] = readCsv(formats.csv.write([told(grade([], { solution }))]))
    expect(row?.[0]).toMatch(/^['\u{200B}]/u)
  },
)
