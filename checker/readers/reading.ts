import type { Operation } from '../operation.ts'

/**
 * What a text says: a history, or the first line (counted from 1) that cannot be understood. A text that is
 * cut short or contradicts itself never becomes a history, so it never gets a verdict. The `call` and
 * `return` of an operation are the numbers of its lines.
 */
export type Reading<Input, Output> =
  | { readonly kind: 'history'; readonly operations: readonly Operation<Input, Output>[] }
  | { readonly kind: 'malformed'; readonly line: number; readonly message: string }

/**
 * One line of a format. A line that closes a call says which calls it `closes`: as `returned`, as `unknown`
 * (the process is never heard of again), or as `void` (nothing was learned and nothing changed: the call is
 * left out).
 */
export type Line<Input, Output> =
  | { readonly kind: 'invoke'; readonly process: string; readonly input: Input }
  | {
      readonly kind: 'returned'
      readonly process: string
      readonly output: Output
      readonly closes: Closes<Input>
    }
  | { readonly kind: 'unknown' | 'void'; readonly process: string; readonly closes: Closes<Input> }
  | { readonly kind: 'unreadable'; readonly expected: string }

type Closes<Input> = (input: Input) => boolean

type OpenCall<Input> = { readonly line: number; readonly input: Input; readonly text: string }

/** Reads a text of one event a line, each ended by a newline. */
export function readLines<Input, Output>(
  text: string,
  readLine: (line: string) => Line<Input, Output>,
): Reading<Input, Output> {
  const lines = text.split('\n')
  const unended = lines.pop() ?? ''
  const open = new Map<string, OpenCall<Input>>()
  const lost = new Map<string, OpenCall<Input>>()
  const operations = new Map<number, Operation<Input, Output>>()
  for (const [position, lineText] of lines.entries()) {
    const number = position + 1
    const line = readLine(lineText)
    if (line.kind === 'unreadable') {
      return malformed(number, line.expected, lineText, 'restore the line, or take out what is no event')
    }
    const client = line.process
    const gone = lost.get(client)
    if (gone !== undefined) {
      const expected = `nothing more of process ${client}, whose call of line ${gone.line} was given up`
      return malformed(number, expected, lineText, 'let a new process go on')
    }
    const call = open.get(client)
    if (line.kind === 'invoke') {
      if (call !== undefined) {
        const expected = `the return of process ${client}'s call of line ${call.line}`
        return malformed(number, expected, lineText, 'a process has one call open at a time')
      }
      open.set(client, { line: number, input: line.input, text: lineText })
      operations.set(number, { kind: 'pending', client, input: line.input, call: number })
      continue
    }
    if (call === undefined) {
      return malformed(
        number,
        `a call of process ${client} first`,
        lineText,
        'a line before it seems to be missing',
      )
    }
    if (!line.closes(call.input)) {
      const expected = `a line that closes ${show(call.text)} of line ${call.line}`
      return malformed(number, expected, lineText, 'a return repeats what its call asked for')
    }
    open.delete(client)
    if (line.kind === 'unknown') lost.set(client, call)
    if (line.kind === 'void') operations.delete(call.line)
    if (line.kind === 'returned') {
      const { input } = call
      operations.set(call.line, {
        kind: 'returned',
        client,
        input,
        output: line.output,
        call: call.line,
        return: number,
      })
    }
  }
  if (unended !== '') {
    return malformed(
      lines.length + 1,
      'a newline at the end of the line',
      unended,
      'the text seems to be cut short',
    )
  }
  if (lines.length === 0) return malformed(1, 'an event', '', 'a history has at least one')
  return { kind: 'history', operations: [...operations.values()] }
}

function malformed(line: number, expected: string, came: string, advice: string): Reading<never, never> {
  return {
    kind: 'malformed',
    line,
    message: `line ${line}: expected ${expected}, got ${show(came)}: ${advice}`,
  }
}

/** As much of a line as a message has room for. */
function show(line: string): string {
  return JSON.stringify(line.length > 100 ? `${line.slice(0, 100)}…` : line)
}
