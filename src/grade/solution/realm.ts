import { Script } from 'node:vm'

/** Where a solution is evaluated: with what the language gives, and nothing of the machine. */
export interface Realm {
  /** The value of a script that is one expression. Throws `SyntaxError`. `name` is what stack traces call it. */
  readonly compile: (text: string, name: string) => unknown
  /** What the language gives, by name: the values that a solution may have. */
  readonly globals: Readonly<Record<string, unknown>>
}

/** The realm of this process, for code that is trusted not to reach for it. */
export const ownRealm: Realm = {
  compile: (text, name) => new Script(text, { filename: name }).runInThisContext(),
  globals: globalThis as unknown as Readonly<Record<string, unknown>>,
}
