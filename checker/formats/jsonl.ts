import { placeOf, readHeader, readJsonlLine, type AnyOperation } from './jsonl-line.ts'
import { UsualLines } from './jsonl-usual.ts'
import { lineReader } from './lines.ts'
import { misfitOf } from './misfit.ts'
import { malformed, type Initial, type Malformed, type Place, type Reader } from './reading.ts'
import { tooEarly, turns } from './turns.ts'
import { fit, sortOfInput, sortOfOutput, type ModelName } from './vocabulary.ts'

/**
 * Reads our own format, JSON Lines: an operation of the history as JSON on each, after an optional first line
 * that says what the history starts from. `docs/checking-histories.md` has the whole of it.
 */
export function jsonlReader(wanted: ModelName | undefined): Reader<object, object> {
  const operations: AnyOperation[] = []
  const inTurn = turns()
  const usualLines = new UsualLines()
  let fitting = fit(wanted)
  let initial: Initial = { kind: 'unsaid' }

  const add = (operation: AnyOperation, place: Place): Malformed | undefined => {
    const input = sortOfInput(operation.input)
    const output = operation.kind === 'returned' ? sortOfOutput(operation.output) : undefined
    const expected = fitting.admit(input, output)
    if (expected !== undefined) {
      const misfit = misfitOf(operation, fitting.models())
      if (misfit === undefined)
        return malformed(placeOf('input', place), expected, 'correct the operation, or the model')
      const part = placeOf(misfit.part, place)
      return malformed(placeOf(misfit.field, part, 'first'), misfit.expected, misfit.advice)
    }
    if (operation.kind === 'returned' && output !== undefined) usualLines.learn({ operation, input, output })
    operations.push(operation)
    const early = inTurn(operation, place.line)
    return early === undefined ? undefined : tooEarly(operation, early, place)
  }

  const addUsual = (start: number, end: number, line: number): boolean => {
    const read = usualLines.read(start, end)
    if (read === undefined || !fitting.isAdmitted(read.input, read.output)) return false
    if (inTurn(read.operation, line) !== undefined) return false
    operations.push(read.operation)
    return true
  }

  return lineReader({
    isEndOptional: true,
    usual: { load: (chunk) => usualLines.load(chunk), line: addUsual },
    line: (came, line) => {
      const place = { line, column: 1, came }
      const read = readJsonlLine(place)
      switch (read.kind) {
        case 'malformed':
          return read
        case 'operation':
          return add(read.operation, place)
        case 'header': {
          const header = readHeader(read.fields, wanted, place)
          if (header.kind === 'malformed') return header
          initial = header.initial
          fitting = fit(header.model)
          return undefined
        }
        default:
          return read satisfies never
      }
    },
    end: (lines) =>
      operations.length === 0
        ? malformed({ line: lines + 1, column: 1, came: '' }, 'an operation', 'a history has at least one')
        : { kind: 'history', operations, models: fitting.models(), initial },
  })
}
