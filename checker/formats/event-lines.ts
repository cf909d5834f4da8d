import { lineReader } from './lines.ts'
import { pairing, type PairedEvent } from './pairing.ts'
import { malformed, type Reader } from './reading.ts'
import type { ModelName } from './vocabulary.ts'

/** A line of a log: an event, or what was expected instead. */
export type EventLine<Input, Output> =
  PairedEvent<Input, Output> | { readonly kind: 'unreadable'; readonly expected: string }

/** Reads a log of one event a line, each ended by a newline. Times are the numbers of the lines. */
export function readEventLines<Input extends object, Output extends object>(
  readLine: (text: string) => EventLine<Input, Output>,
  wanted: ModelName | undefined,
): Reader<Input, Output> {
  const pairs = pairing<Input, Output>(wanted)
  return lineReader({
    isEndOptional: false,
    line: (came, line) => {
      const place = { line, column: 1, came }
      const event = readLine(came)
      return event.kind === 'unreadable'
        ? malformed(place, event.expected, 'restore the line, or take out what is no event')
        : pairs.add(event, line, place)
    },
    end: pairs.end,
  })
}
