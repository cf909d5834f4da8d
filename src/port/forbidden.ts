/** The kinds of what a handler may not do. */
export const offences = [
  'threw',
  'returned',
  'clock',
  'randomness',
  'async',
  'endless',
  'too-much',
  'late',
  'bad-argument',
  'not-plain',
  'state',
] as const

/**
 * What a handler may not do, thrown into it where it does. Becomes a finding about the solution, which may catch it:
 * whoever throws it there freezes it.
 */
export class Forbidden extends Error {
  override readonly name = 'Forbidden'
  constructor(
    readonly offence: (typeof offences)[number],
    message: string,
  ) {
    super(message)
  }
}

/** What watches over a solution's code from outside: how long it runs, and what it may not touch. */
export interface Guard {
  /** Called before each handler. */
  readonly enter: () => void
  /** Called after each handler: what it did although it was told not to, even if it caught the error. */
  readonly leave: () => Forbidden | null
  /** `file:line` of the solution that an error came from, or null. */
  readonly locate: (error: unknown) => string | null
}

/** No watch at all: for code that is trusted to keep to the port, such as the references. */
export const unguarded: Guard = {
  enter() {},
  leave: () => null,
  locate: () => null,
}
