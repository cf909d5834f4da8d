import { coarser, wholeNumber, type AnyOperation } from './jsonl-line.ts'
import { csvAnswer, csvInput, modelsWith } from './csv-types.ts'
import { lineReader, withoutReturn } from './lines.ts'
import { malformed, type Malformed, type Place, type Reader, type Reading } from './reading.ts'
import { tooEarly, turns } from './turns.ts'
import { modelNames, shapes, type ModelName } from './vocabulary.ts'

/** A row by the names of its columns; a cell is null when it is empty and not quoted. */
export type Row = ReadonlyMap<string, string | null>

const required = ['client', 'call', 'return', 'operation', 'answer']
const optional = ['result', ...new Set(shapes.flatMap(({ fields }) => fields.map(([name]) => name)))]

/** Is the first line one of names of columns? */
export function isCsv(head: string): boolean {
  const names = (head.split('\n', 1)[0] ?? '').trim().split(',')
  return ['client', 'call', 'operation'].every((name) => names.includes(name) || names.includes(`"${name}"`))
}

/**
 * Reads CSV as RFC 4180 has it, with `,` and `"`; the first line names the columns.
 *
 * A row is an operation: `client`, `call`, `return`, the `operation` and its fields by their names (`key`, `value`, …),
 * the kind of its `answer`, and what that carries as `result`. `failed` as the answer says that it did not
 * happen; no `return` and no answer, that it is pending. An empty cell is null, and `""` the empty text. Values are text;
 * only what the model wants as a number, a truth value or JSON is read as one, so the model is chosen first,
 * by the operations of all rows.
 */
export function csvReader(wanted: ModelName | undefined): Reader<object, object> {
  const rows: { readonly row: Row; readonly place: Place }[] = []
  let columns: readonly string[] | undefined
  let models = wanted === undefined ? modelNames : [wanted]
  /** The lines of a row that has a newline in quotes, so far. */
  let begun = ''
  let begunLine = 0

  const takeRow = (came: string, line: number): Malformed | undefined => {
    const place = { line, column: 1, came }
    const cells = cellsOf(came)
    if (cells === undefined)
      return malformed(place, 'cells with quotes around the whole or nowhere', 'write " in quotes as ""')
    if (columns === undefined) {
      columns = cells.map((cell) => cell ?? '')
      return problemOfColumns(columns, place)
    }
    if (cells.length !== columns.length) {
      return malformed(place, `${columns.length} cells, one a column`, `here are ${cells.length}`)
    }
    const row = new Map(columns.map((name, position) => [name, cells[position] ?? null]))
    const left = modelsWith(row, models)
    if (left.length === 0) {
      return malformed(place, expectedRow(row, models), 'correct the row, or the model')
    }
    models = left
    rows.push({ row, place })
    return undefined
  }

  const end = (lines: number): Reading<object, object> => {
    const [model] = models
    if (begun !== '') {
      return malformed(
        { line: begunLine, column: 1, came: begun },
        'a quote that ends the cell',
        'the text seems to be cut short',
      )
    }
    if (rows.length === 0 || model === undefined) {
      return malformed({ line: lines + 1, column: 1, came: '' }, 'an operation', 'a history has at least one')
    }
    const operations: AnyOperation[] = []
    const inTurn = turns()
    for (const { row, place } of rows) {
      const operation = operationOf(row, model)
      if (typeof operation === 'string') return malformed(place, operation, 'correct the row')
      const turn = inTurn(operation, place.line)
      if (turn !== undefined) return tooEarly(operation, turn, place)
      operations.push(operation)
    }
    return { kind: 'history', operations, models: [model], initial: { kind: 'unsaid' } }
  }

  return lineReader({
    isEndOptional: false,
    line: (text, line) => {
      if (begun === '') begunLine = line
      const whole = begun === '' ? text : `${begun}\n${text}`
      const isWhole = (whole.split('"').length - 1) % 2 === 0
      begun = isWhole ? '' : whole
      return isWhole ? takeRow(withoutReturn(whole), begunLine) : undefined
    },
    end,
  })
}

function expectedRow(row: Row, models: readonly ModelName[]): string {
  const operation = row.get('operation')
  const ofKind = shapes.filter(({ model, kind }) => models.includes(model) && kind === operation)
  const words = new Set(
    ofKind.map(({ kind, fields }) => [kind, ...fields.map(([name]) => name)].join(' with ')),
  )
  if (words.size > 0) return `${[...words].join(', or ')}, and no other fields`
  const kinds = new Set(shapes.filter(({ model }) => models.includes(model)).map(({ kind }) => kind))
  const whose =
    models.length === modelNames.length ? 'that one of the models has' : `of ${models.join(' or ')}`
  return `an operation ${whose} (${[...kinds].join(', ')})`
}

function problemOfColumns(columns: readonly string[], place: Place): Malformed | undefined {
  const missing = required.find((name) => !columns.includes(name))
  if (missing !== undefined)
    return malformed(place, `a column named ${missing}`, 'the first line names the columns')
  const known = [...required, ...optional]
  const unknown = columns.find((name, position) => !known.includes(name) || columns.indexOf(name) < position)
  if (unknown === undefined) return undefined
  return malformed(
    place,
    `only columns of ${known.join(', ')}, each once`,
    `take out ${JSON.stringify(unknown)}`,
  )
}

const cell = /(?:"([^"]*(?:""[^"]*)*)"|([^",]*))(,|$)/y

/** Undefined when a quote is where none may be. */
function cellsOf(text: string): readonly (string | null)[] | undefined {
  const cells: (string | null)[] = []
  cell.lastIndex = 0
  for (;;) {
    const match = cell.exec(text)
    if (match === null) return undefined
    const [, quoted, plain, end] = match
    cells.push(quoted === undefined ? plain || null : quoted.replaceAll('""', '"'))
    if (end === '') return cells
  }
}

/** The operation of a row, or what was expected instead. */
function operationOf(row: Row, model: ModelName): AnyOperation | string {
  const client = row.get('client')
  if (typeof client !== 'string') return 'a name as client'
  const input = csvInput(row, model)
  if (typeof input === 'string') return input
  const [call, end, answer] = [timeOf(row.get('call')), timeOf(row.get('return')), row.get('answer') ?? null]
  if (call === null) return 'a time as call'
  if (typeof call !== 'number') return `call to be ${wholeNumber}: ${coarser}`
  if (end === null) {
    return answer === null ? { kind: 'pending', client, input, call } : 'a return, for there is an answer'
  }
  if (typeof end !== 'number') return `return to be ${wholeNumber}, or empty: ${coarser}`
  if (end < call) return 'a return not before the call'
  if (answer === null) return 'an answer, or failed, for there is a return'
  if (answer === 'failed') return { kind: 'failed', client, input, call, return: end }
  const output = csvAnswer(row, answer, model)
  return typeof output === 'string' ? output : { kind: 'returned', client, input, output, call, return: end }
}

/** Null when there is none, undefined when it is no time. */
function timeOf(text: string | null | undefined): number | null | undefined {
  if (text === null || text === undefined) return null
  const time = /^-?\d+$/.test(text) ? Number(text) : Number.NaN
  return Number.isSafeInteger(time) ? time : undefined
}
