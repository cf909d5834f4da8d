import type { Address, Message, Result } from '../port/index.ts'
import type { Trace } from './trace.ts'
import type { Violated } from './verdict.ts'

/** The rule of the lecture that a run broke first, in words for the person who wrote the solution. */
export interface Diagnosis {
  /** Kebab-case name, e.g. `rule-3`. Stable: tests and graders match on it. */
  readonly rule: string
  /** The rule itself, with its number where it has one. */
  readonly title: string
  /** Where the lecture says so, e.g. `slides 21–22`. */
  readonly slide: string
  /** One sentence with the names of this run: who did what in which state of affairs. */
  readonly sentence: string
  /** What a correct run would have done at the step. */
  readonly advice: string
  /** The entry of the trace (index) at which the rule broke; null where something failed to happen at all. */
  readonly at: number | null
}

/** What a lab adds to the telling of its runs. It sees traces only: solutions differ, and their own messages are opaque. */
export interface Narration {
  /** The rule that was broken, or null where no single one can be named. */
  readonly diagnose: (trace: Trace, property: string, violated: Violated) => Diagnosis | null
  /** A message that tells everyone of a new state of affairs, as a short line (`view 2: s2 leads`), or null. */
  readonly banner: (from: Address, message: Message) => string | null
  /** The result of an execution in fewer words than its fields (`at 124, idle`), or null. */
  readonly outcome: (result: Result) => string | null
  /** Kinds of messages that go to and fro whatever happens: the first to be left out of a long story. */
  readonly chatter: readonly string[]
  /** The module that exports this lab's properties for test runners, by their names in camel case; null for none. */
  readonly testModule: string | null
  /** The service that those properties are of where no other is named. */
  readonly testService?: string
}
