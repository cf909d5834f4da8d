import type { ReturnedOperation } from '../operation.ts'
import { Letters, lettersOf } from './letters.ts'
import { Looks } from './looks.ts'
import type { Sort } from './vocabulary.ts'

/** An operation as `readJsonlLine` would read it, and the sorts of its input and its output. */
export type Usual = {
  readonly operation: ReturnedOperation<object, object>
  readonly input: Sort
  readonly output: Sort
}

/**
 * Reads lines as `jsonlLine` writes them, of operations that returned and whose input and output look like earlier
 * ones: the same fields, with other texts and whole numbers in them. Nearly every line of a large file is such a one,
 * and `JSON.parse` takes three times as long. Of any other line it says undefined, whatever may be wrong with it.
 */
export class UsualLines {
  readonly #letters = new Letters()
  readonly #inputs = new Looks()
  readonly #outputs = new Looks()
  #lessonsLeft = 1_000

  /** Takes up a chunk. False: none of its lines can be read here. */
  load(chunk: string): boolean {
    return this.#letters.load(chunk)
  }

  /** Reads the line of the chunk that begins at `start` and has its newline at `end`. */
  read(start: number, end: number): Usual | undefined {
    const letters = this.#letters
    letters.at = start
    if (!letters.passes(beforeClient)) return undefined
    const client = letters.text()
    if (client === undefined || !letters.passes(beforeInput)) return undefined
    const input = this.#inputs.read(letters)
    if (input === undefined || !letters.passes(beforeOutput)) return undefined
    const output = this.#outputs.read(letters)
    if (output === undefined || !letters.passes(beforeCall)) return undefined
    const call = letters.whole()
    if (call === undefined || !letters.passes(beforeReturn)) return undefined
    const last = letters.whole()
    if (last === undefined || call > last || !letters.passes(closing) || letters.at !== end) return undefined
    return {
      operation: { kind: 'returned', client, input: input.value, output: output.value, call, return: last },
      input: input.sort,
      output: output.sort,
    }
  }

  /** From now on, lines whose input and output look like these are read. */
  learn({ operation, input, output }: Usual): void {
    // Where this many were of no use, the lines are not written as here.
    if (this.#lessonsLeft === 0) return
    this.#lessonsLeft -= 1
    this.#inputs.learn({ value: operation.input, sort: input })
    this.#outputs.learn({ value: operation.output, sort: output })
  }
}

const beforeClient = lettersOf('{"kind":"returned","client":"')
const beforeInput = lettersOf(',"input":')
const beforeOutput = lettersOf(',"output":')
const beforeCall = lettersOf(',"call":')
const beforeReturn = lettersOf(',"return":')
const closing = lettersOf('}')
