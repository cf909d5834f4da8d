import { readHeader, readJsonlLine, type AnyOperation } from './jsonl-line.ts'
import { lineReader } from './lines.ts'
import { malformed, type Initial, type Malformed, type Reader } from './reading.ts'
import { fit, sortOfInput, sortOfOutput, type ModelName } from './vocabulary.ts'

/** When a client may go on, and the line that says so. */
type Client = { free: number; line: number }

/**
 * Reads our own format, JSON Lines: an operation of the history as JSON on each, after an optional first line
 * that says what the history starts from. `docs/checking-histories.md` has the whole of it.
 *
 * The operations of one client come in the order in which it called them and do not overlap, and after a pending
 * one it calls nothing. The lines of several clients may be mixed in any way.
 */
export function jsonlReader(wanted: ModelName | undefined): Reader<object, object> {
  const operations: AnyOperation[] = []
  const clients = new Map<string, Client>()
  let fitting = fit(wanted)
  let initial: Initial = { kind: 'unsaid' }

  const add = (operation: AnyOperation, line: number, came: string): Malformed | undefined => {
    const output = operation.kind === 'returned' ? sortOfOutput(operation.output) : undefined
    const expected = fitting.admit(sortOfInput(operation.input), output)
    const place = { line, column: 1, came }
    if (expected !== undefined) return malformed(place, expected, 'correct the operation, or the model')
    const free = operation.kind === 'pending' ? Infinity : operation.return
    const client = clients.get(operation.client)
    if (client === undefined) clients.set(operation.client, { free, line })
    else if (operation.call < client.free) return tooEarly(place, operation, client)
    else {
      client.free = free
      client.line = line
    }
    operations.push(operation)
    return undefined
  }

  return lineReader({
    isEndOptional: true,
    line: (text, line) => {
      const read = readJsonlLine(text, line)
      switch (read.kind) {
        case 'malformed':
          return read
        case 'operation':
          return add(read.operation, line, text)
        case 'header': {
          const header = readHeader(read.fields, wanted, { line, column: 1, came: text })
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

function tooEarly(
  place: { readonly line: number; readonly column: number; readonly came: string },
  { client, call }: { readonly client: string; readonly call: number },
  { free, line }: Client,
): Malformed {
  if (free === Infinity) {
    const expected = `nothing more of client ${client}, whose call of line ${line} is pending`
    return malformed(place, expected, 'let a new client go on')
  }
  const expected = `a call of client ${client} at ${free} or later, when its operation of line ${line} was over`
  return malformed(
    place,
    expected,
    `this one is at ${call}; a client has one call open at a time, and its lines are in order`,
  )
}
