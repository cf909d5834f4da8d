import type { History } from '../operation.ts'
import type { ModelName } from './vocabulary.ts'

/**
 * What a text says: a history, or the first place that cannot be understood. A text that is cut short or
 * contradicts itself never becomes a history, so it never gets a verdict.
 */
export type Reading<Input, Output> = Recording<Input, Output> | Malformed

export type Recording<Input, Output> = {
  readonly kind: 'history'
  readonly operations: History<Input, Output>
  /** The models that have all these operations, the likeliest first. */
  readonly models: readonly ModelName[]
  /** What the model starts from, where the text says so: see `modelNamed`. */
  readonly initial: Initial
}

export type Initial = { readonly kind: 'unsaid' } | { readonly kind: 'said'; readonly value: unknown }

/** `line` and `column` count from 1; a message about a whole line has column 1. */
export type Malformed = {
  readonly kind: 'malformed'
  readonly line: number
  readonly column: number
  /** What was expected there, what came, and what to do next. */
  readonly message: string
}

/**
 * Reads a text chunk by chunk, cut anywhere, so that a file need not fit into one string. It never throws.
 * `push` is false once nothing that follows can change the answer; `end` is called once.
 */
export type Reader<Input, Output> = {
  readonly push: (chunk: string) => boolean
  readonly end: () => Reading<Input, Output>
}

/** The reading of a text that is there as a whole. */
export function readWhole<Input, Output>(
  reader: Reader<Input, Output>,
  text: string,
): Reading<Input, Output> {
  reader.push(text)
  return reader.end()
}

/** A place in a text, and what stands there. */
export type Place = { readonly line: number; readonly column: number; readonly came: string }

export function malformed(place: Place, expected: string, advice: string): Malformed {
  const { line, column, came } = place
  return { kind: 'malformed', line, column, message: `expected ${expected}, got ${show(came)}: ${advice}` }
}

/** As much of a text as a message has room for. */
export function show(text: string): string {
  return JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text)
}
