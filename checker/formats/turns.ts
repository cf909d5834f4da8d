import type { AnyOperation } from './jsonl-line.ts'
import { malformed, type Malformed, type Place } from './reading.ts'

/** When a client may go on, and the line that says so. */
type Turn = { free: number; line: number }

/**
 * Holds clients to one operation at a time: the operations of a client come in the order in which it called them and
 * do not overlap, and after a pending one it calls nothing. Operations of several clients may be mixed in any way. An operation that
 * comes too early is not counted, and gets the turn that it did not wait for.
 */
export function turns(): (operation: AnyOperation, line: number) => Turn | undefined {
  const clients = new Map<string, Turn>()
  return (operation, line) => {
    const { client, call } = operation
    const free = operation.kind === 'pending' ? Infinity : operation.return
    const turn = clients.get(client)
    if (turn === undefined) {
      clients.set(client, { free, line })
      return undefined
    }
    if (call < turn.free) return turn
    turn.free = free
    turn.line = line
    return undefined
  }
}

/** What is wrong with an operation that does not wait for this turn. */
export function tooEarly({ client, call }: AnyOperation, { free, line }: Turn, place: Place): Malformed {
  if (free === Infinity) {
    const expected = `nothing more of client ${client}, whose call of line ${line} is pending`
    return malformed(place, expected, 'let a new client go on')
  }
  return malformed(
    place,
    `a call of client ${client} at ${free} or later, when its operation of line ${line} was over`,
    `this one is at ${call}; a client has one call open at a time, and its lines are in order`,
  )
}
