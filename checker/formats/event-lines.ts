import { lineReader, withoutReturn } from './lines.ts'
import { pairing, startingFrom, type PairedEvent } from './pairing.ts'
import { malformed, type Reader } from './reading.ts'
import type { ModelName } from './vocabulary.ts'

/** A line of a log: an event, or what was expected instead. */
export type EventLine<Input, Output> =
  PairedEvent<Input, Output> | { readonly kind: 'unreadable'; readonly expected: string }

/** A longer line is no event, and a pattern that is tried on it may run out of stack. */
const charactersMax = 1_000_000

/** Reads a log of one event a line, each ended by a newline. Times are the numbers of the lines. */
export function readEventLines<Input extends object, Output extends object>(
  readLine: (text: string) => EventLine<Input, Output>,
  wanted: ModelName | undefined,
): Reader<Input, Output> {
  const pairs = pairing<Input, Output>(wanted)
  return lineReader({
    isEndOptional: false,
    line: (text, line) => {
      const came = withoutReturn(text)
      const place = { line, column: 1, came }
      if (came.length > charactersMax) {
        return malformed(place, `a line of at most ${charactersMax} characters`, 'is a newline missing?')
      }
      const event = readLine(came)
      return event.kind === 'unreadable'
        ? malformed(place, event.expected, 'restore the line, or take out what is no event')
        : pairs.add(event, line, place)
    },
    end: () => startingFrom('', pairs.end()),
  })
}
