import type { Address, Command, Result } from '../port/index.ts'

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
  /**
   * The command with its outcome in it, where that is not determined by the input; every other command, and one
   * that is decided already, as it is. Absent: every command is determined. `execute` takes decided commands only.
   * Source: slides 9, 44.
   */
  readonly decide?: (state: unknown, command: Command, chance: Chance) => Command
  /** A decided command as a client invoked it; every other command as it is. Absent: every command as it is. */
  readonly undecided?: (command: Command) => Command
  /** What clients see, where that is not this machine itself: a virtual machine, say, in which the guest serves them. */
  readonly seen?: Service
  /**
   * With `seen`: what the execution with this result has answered to clients. A guest decides for itself what its
   * input does not determine, out of sight of its host: this is how it shows.
   */
  readonly answers?: (result: Result) => readonly Answer[]
  /** The command with the outcome that this result shows; for a service that is `seen`. */
  readonly decidedBy?: (command: Command, result: Result) => Command
}

/** That the call of that number (from 1) of that client returns this. */
export interface Answer {
  readonly client: Address
  readonly number: number
  readonly result: Result
}

/**
 * What a machine can look at and its input does not determine. Differs between machines, and from one look to the
 * next.
 */
export interface Chance {
  /** Milliseconds; grows on one machine. */
  time(): number
  /** A whole number in 0…below-1. */
  random(below: number): number
}

const noChance: Chance = { time: () => 0, random: () => 0 }

/** Whether the outcome of the command, as it is, is not determined by the input. */
export function isUndecided({ decide, initial }: Service, command: Command): boolean {
  return decide !== undefined && decide(initial, command, noChance) !== command
}

/** Thrown into the handler that asked a service for something that it does not offer. */
export class UnknownCommand extends Error {
  override readonly name = 'UnknownCommand'
}

/** `expected` goes with `expected …, found …`. */
export function unknownCommand(expected: string, found: Command): UnknownCommand {
  return new UnknownCommand(
    `expected ${expected}, found ${JSON.stringify(found)}; pass execute() the command of a Request as it came`,
  )
}
