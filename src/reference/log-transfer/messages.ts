import type { Request, View, ViewReply } from '../../labs/primary-backup/index.ts'
import type { Checkpoint } from './log.ts'

/** Primary → new backup: forget what you have, the log begins here. */
export interface Begin {
  readonly kind: 'Begin'
  readonly view: View
  readonly checkpoint: Checkpoint
}

/** Primary → backup: the requests `first`, `first + 1`… of the log, with decided commands. */
export interface Append {
  readonly kind: 'Append'
  readonly viewNumber: number
  readonly first: number
  readonly requests: readonly Request[]
}

/** Backup → primary: it has the log up to and including this request, and has executed it. */
export interface Appended {
  readonly kind: 'Appended'
  readonly viewNumber: number
  readonly upTo: number
}

export type ToServer = ViewReply | Request | Begin | Append | Appended
