import type { Address, Command, Snapshot } from '../port/index.ts'
import type { Effect } from '../trace/index.ts'

/** What the code of a node asked of its application, as a copy; also if the application refused. */
export type Asked =
  | { readonly kind: 'decide'; readonly command: Command }
  | { readonly kind: 'execute'; readonly command: Command }
  | { readonly kind: 'snapshot' }
  | { readonly kind: 'restore'; readonly snapshot: Snapshot }

/** Sees all that nodes do in a world, in order: enough to play the run again without their code. */
export interface Witness {
  /** The code of the node is about to run: its constructor, a handler, or a getter when its fields are looked at. */
  readonly turn: (node: Address) => void
  readonly effect: (effect: Effect) => void
  readonly asked: (asked: Asked) => void
}
