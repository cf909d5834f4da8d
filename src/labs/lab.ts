import type { Address, Cast, Guard } from '../port/index.ts'
import type { Rubric } from './rubric.ts'
import type { Narration, Trace } from '../trace/index.ts'

/** A protocol to be implemented: what a solution exports and what its runs look like. */
export interface Lab {
  readonly name: string
  /** The classes that a solution exports, by name, with the methods each must have. */
  readonly parts: Readonly<Record<string, readonly string[]>>
  /** Puts a solution into a world. `solution` has the parts; `validate` has seen to that. */
  readonly cast: (solution: object, guard: Guard) => Cast
  /** Nodes that every run has besides servers and clients. */
  readonly fixed: readonly Address[]
  /** Kinds of the contract's messages. */
  readonly kinds: readonly string[]
  /** How many servers and clients a run begins with, each number as likely as it is often listed. */
  readonly servers: readonly number[]
  readonly clients: readonly number[]
  /** Whether fresh servers may join. */
  readonly joins: boolean
  /** What a solution is graded by, where a course has no rubric of its own. */
  readonly rubric: Rubric
  /** What a run exercised. */
  readonly marksOf: (trace: Trace) => ReadonlySet<string>
  /** How a run of this lab is told to its author. Without it, findings name no rule of the lecture. */
  readonly narration?: Narration
}
