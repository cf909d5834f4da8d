import type { Address, Cast, Guard, Message } from '../port/index.ts'
import type { Rubric } from './rubric.ts'
import type { Scenario } from './scenario.ts'
import type { Narration, Trace } from '../trace/index.ts'

export interface Horizon {
  /** Of what, in the plural; also the option that bounds it: `views`. */
  readonly unit: string
  /** How far the message shows the run to have come, null where it says nothing of it. */
  readonly of: (message: Message) => number | null
}

/** A protocol to be implemented: what a solution exports and what its runs look like. */
export interface Lab {
  readonly name: string
  /** What solutions may import as `splitbrain/NAME`: the values, since types vanish when a solution is bundled. */
  readonly contract: object
  /** The classes that a solution exports, by name, with the methods each must have. */
  readonly parts: Readonly<Record<string, readonly string[]>>
  /**
   * Which nodes each part makes, where the contract fixes the messages between parts, so that parts of different
   * solutions work together. Absent: a solution can only be examined as a whole.
   */
  readonly nodesOf?: Readonly<Record<string, 'createFixed' | 'createServer' | 'createClient'>>
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
  /** The services that its servers can run, the usual one first. Absent: every one that its clients see as it is. */
  readonly services?: readonly string[]
  /** What of a run can go on for ever, so that an exhaustive search needs a bound: what a message says of it. */
  readonly horizon?: Horizon
  /** What a solution is graded by, where a course has no rubric of its own. */
  readonly rubric: Rubric
  /** Its stories, in the order of the lecture. */
  readonly scenarios: readonly Scenario[]
  /** What a run exercised. */
  readonly marksOf: (trace: Trace) => ReadonlySet<string>
  /**
   * What a mark teaches that is no mistake of any solution, by the mark: told where it was seen. It belongs to what the
   * lecture says next.
   */
  readonly lessons?: Readonly<Record<string, string>>
  /** How a run of this lab is told to its author. Without it, findings name no rule of the lecture. */
  readonly narration?: Narration
}
