import type { Request, Result, Snapshot, View, ViewReply } from '../../labs/primary-backup/index.ts'

/** Primary → backup: save this as entry `number` of the log. The first entry of a view is 1. */
export interface Save {
  readonly kind: 'Save'
  readonly viewNumber: number
  readonly number: number
  /** With a decided command: the backup executes it much later, and must get the same outcome. */
  readonly request: Request
}

/** Backup → primary: the log is saved up to and including this entry. */
export interface Saved {
  readonly kind: 'Saved'
  readonly viewNumber: number
  readonly number: number
}

/** The last request of a client that was executed, and its result: what at-most-once needs to remember. */
export interface Answered {
  readonly sequence: number
  readonly result: Result
}

/** Primary → new backup: the state at which the log begins, the at-most-once data included. Source: slides 36, 40. */
export interface Base {
  readonly kind: 'Base'
  readonly view: View
  readonly snapshot: Snapshot
  /** By client address. */
  readonly answered: ReadonlyMap<string, Answered>
}

/** New backup → primary: installed. */
export interface BaseInstalled {
  readonly kind: 'BaseInstalled'
  readonly viewNumber: number
}

export type ToServer = ViewReply | Request | Save | Saved | Base | BaseInstalled
