import { malformed, type Malformed, type Reader, type Reading } from './reading.ts'

/** What a format of one line each does with them. */
export type LineFormat<Input, Output> = {
  /** `number` counts from 1; the line comes without its newline. */
  readonly line: (text: string, number: number) => Malformed | undefined
  /** A faster way for lines that are as nearly all are. */
  readonly usual?: UsualWay
  /** May the last line lack its newline? Only where a line that is cut short cannot be mistaken for a whole one. */
  readonly isEndOptional: boolean
  readonly end: (lines: number) => Reading<Input, Output>
}

type UsualWay = {
  /** Takes up a chunk; false if none of its lines can be read in this way. */
  readonly load: (chunk: string) => boolean
  /** Does as `line` does with what stands between two places of the chunk, or answers false and does nothing. */
  readonly line: (start: number, end: number, number: number) => boolean
}

/** The reader of a format of lines. */
export function lineReader<Input, Output>(format: LineFormat<Input, Output>): Reader<Input, Output> {
  let problem: Malformed | undefined
  let number = 0
  let rest = ''

  const take = (text: string): void => {
    number += 1
    problem = format.line(text, number)
  }

  return {
    push: (chunk) => {
      const usual = format.usual?.load(chunk) === true ? format.usual : undefined
      let start = 0
      for (;;) {
        if (problem !== undefined) return false
        const end = chunk.indexOf('\n', start)
        if (end === -1) break
        if (rest === '' && usual?.line(start, end, number + 1) === true) number += 1
        else {
          take(rest + chunk.slice(start, end))
          rest = ''
        }
        start = end + 1
      }
      rest += chunk.slice(start)
      return true
    },
    end: () => {
      if (problem === undefined && rest !== '') {
        if (format.isEndOptional) take(rest)
        else problem = cutShort(rest, number + 1)
      }
      if (problem !== undefined) return problem
      if (number > 0) return format.end(number)
      return malformed({ line: 1, column: 1, came: '' }, 'an operation', 'a history has at least one')
    },
  }
}

/** Without the carriage return that some systems put before a newline. */
export function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line
}

function cutShort(came: string, line: number): Malformed {
  const place = { line, column: 1, came }
  return malformed(place, 'a newline at the end of the line', 'the text seems to be cut short')
}
