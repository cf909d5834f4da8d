import type {
  Request,
  RequestId,
  Result,
  Snapshot,
  View,
  ViewReply,
} from '../../labs/primary-backup/index.ts'

/** Primary → backup: execute this request next. */
export interface Forward {
  readonly kind: 'Forward'
  readonly viewNumber: number
  readonly request: Request
}

/** Backup → primary: executed. */
export interface ForwardAck {
  readonly kind: 'ForwardAck'
  readonly viewNumber: number
  readonly id: RequestId
}

/** The last request of a client that was executed, and its result: what at-most-once needs to remember. */
export interface Answered {
  readonly sequence: number
  readonly result: Result
}

/** Primary → new backup: everything it needs, the at-most-once data included. Source: slides 36, 40. */
export interface Transfer {
  readonly kind: 'Transfer'
  readonly view: View
  readonly snapshot: Snapshot
  /** By client address. */
  readonly answered: ReadonlyMap<string, Answered>
}

/** New backup → primary: installed. */
export interface TransferAck {
  readonly kind: 'TransferAck'
  readonly viewNumber: number
}

export type ToServer = ViewReply | Request | Forward | ForwardAck | Transfer | TransferAck
