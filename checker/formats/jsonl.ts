import { placeOf, readHeader, readJsonlLine, type AnyOperation } from './jsonl-line.ts'
import { lineReader } from './lines.ts'
import { misfitOf } from './misfit.ts'
import { malformed, type Initial, type Malformed, type Place, type Reader } from './reading.ts'
import { turns } from './turns.ts'
import { fit, sortOfInput, sortOfOutput, type ModelName } from './vocabulary.ts'

/**
 * Reads our own format, JSON Lines: an operation of the history as JSON on each, after an optional first line
 * that says what the history starts from. `docs/checking-histories.md` has the whole of it.
 */
export function jsonlReader(wanted: ModelName | undefined): Reader<object, object> {
  const operations: AnyOperation[] = []
  const inTurn = turns()
  let fitting = fit(wanted)
  let initial: Initial = { kind: 'unsaid' }

  const add = (operation: AnyOperation, place: Place): Malformed | undefined => {
    const output = operation.kind === 'returned' ? sortOfOutput(operation.output) : undefined
    const expected = fitting.admit(sortOfInput(operation.input), output)
    if (expected !== undefined) {
      const misfit = misfitOf(operation, fitting.models())
      if (misfit === undefined)
        return malformed(placeOf('input', place), expected, 'correct the operation, or the model')
      const part = placeOf(misfit.part, place)
      return malformed(placeOf(misfit.field, part, 'first'), misfit.expected, misfit.advice)
    }
    operations.push(operation)
    return inTurn(operation, place)
  }

  return lineReader({
    isEndOptional: true,
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
