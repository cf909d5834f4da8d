import type { Command, Result } from './node.ts'

/**
 * The state of an application as plain data, and what was executed on the way to it. Send it, keep it, hand it to
 * `restore`, whole; do not look inside.
 */
export type Snapshot = { readonly [field: string]: unknown }

/**
 * The replicated service. It belongs to the harness: a solution is the protocol around it.
 *
 * Every execution is written down, in the state itself, so that it travels with snapshots: this is how a
 * duplicated or a lost write is seen.
 */
export interface Application {
  /**
   * The command with its outcome in it, where the outcome is not determined by the input (the time, a random
   * number): decided now, by this machine. Any other command, and one that is decided already, comes back as it
   * is. Source: CS 452 Primary/Backup, slides 9, 44.
   */
  decide(command: Command): Command
  /**
   * Executes now, deterministically. Throws on a command that the service does not know. An undecided command is
   * decided on the spot, by each replica differently.
   */
  execute(command: Command): Result
  /** A copy of the state. */
  snapshot(): Snapshot
  /**
   * Replaces the whole state by a copy of the snapshot's. Throws on anything that did not come from `snapshot` of some
   * server in the run, to the letter: of what was put together nobody knows what was executed on the way to it.
   */
  restore(snapshot: Snapshot): void
}
