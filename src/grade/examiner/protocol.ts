import type { MessagePort } from 'node:worker_threads'
import type { ChildEnd, ChildEvent, ChildRequest } from '../child/protocol.ts'

/** What an examiner begins with. */
export interface Examination {
  readonly request: ChildRequest
  /** Questions to the process of the solution go out here, a line each, and replies come in. */
  readonly port: MessagePort
  readonly shared: Int32Array
}

/** What the numbers are that the main thread and the examiner share. */
export const slot = {
  /** 1 when a reply waits in the port. */
  answered: 0,
  /** The schedule that is being played; 0 before the first. */
  schedule: 1,
} as const

export function createShared(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(Object.keys(slot).length * Int32Array.BYTES_PER_ELEMENT))
}

/** What the main thread says to a question: the answer, or that there will be none. */
export type Reply = { readonly kind: 'answer'; readonly line: string } | { readonly kind: 'gone' }

/** What an examiner tells. */
export type Report =
  | { readonly kind: 'event'; readonly event: ChildEvent }
  | Exclude<ChildEnd, { readonly kind: 'killed' }>
  /** The process of the solution was gone when it was needed. */
  | { readonly kind: 'gone' }
