import type { Command, Result } from '../port/index.ts'

/**
 * A deterministic state machine. States are plain data and never changed in place.
 * Source: CS 452 Primary/Backup, slides 3–5.
 */
export interface Service {
  readonly name: string
  readonly initial: unknown
  /** Throws `UnknownCommand`. */
  readonly execute: (state: unknown, command: Command) => { readonly state: unknown; readonly result: Result }
  /** Whether the command can change some state. */
  readonly isWrite: (command: Command) => boolean
  /** The part of the state that the command touches; commands with different keys commute. */
  readonly keyOf: (command: Command) => string
  /** A random command. `tag` is unique in the run: put it into what is written. `choose(n)` is uniform in 0…n-1. */
  readonly draw: (tag: string, choose: (n: number) => number) => Command
}

export class UnknownCommand extends Error {
  override readonly name = 'UnknownCommand'
}
