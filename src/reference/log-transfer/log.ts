import type { Address, Request, Result, Snapshot } from '../../labs/primary-backup/index.ts'

/** The last request of a client that was executed, and its result: what at-most-once needs to remember. */
export interface Answered {
  readonly sequence: number
  readonly result: Result
}

/** The state after the first `upTo` requests, in place of those requests. */
export interface Checkpoint {
  readonly upTo: number
  readonly snapshot: Snapshot
  /** Part of the state, as executing the requests would have left it (rule 7). */
  readonly answered: ReadonlyMap<Address, Answered>
}

/** All requests since the beginning, in the order of execution: 1, 2, 3… The oldest are a checkpoint. */
export interface Log {
  readonly checkpoint: Checkpoint
  /** The requests after the checkpoint; the first has the number `checkpoint.upTo + 1`. */
  readonly requests: readonly Request[]
}

/** The number of the last request; 0 for none. */
export function lengthOf({ checkpoint, requests }: Log): number {
  return checkpoint.upTo + requests.length
}

/** The requests after the first `number`. Throws where some of them are only in the checkpoint. */
export function requestsAfter({ checkpoint, requests }: Log, number: number): readonly Request[] {
  if (number < checkpoint.upTo) {
    throw new Error(
      `requests ${number + 1} to ${checkpoint.upTo} were truncated: send the checkpoint, and what is after it`,
    )
  }
  return requests.slice(number - checkpoint.upTo)
}

export function appended({ checkpoint, requests }: Log, request: Request): Log {
  return { checkpoint, requests: [...requests, request] }
}

/** The same log with a later checkpoint. */
export function truncated(log: Log, checkpoint: Checkpoint): Log {
  return { checkpoint, requests: requestsAfter(log, checkpoint.upTo) }
}
