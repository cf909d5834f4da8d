import type { Node } from 'acorn'
import type { Insertion, Place, Program } from './program.ts'

/** Where a node of a tree parsed with locations begins. */
export function placeOf(node: Node): Place {
  return { line: node.loc?.start.line ?? 1, column: node.loc?.start.column ?? 0 }
}

interface Edit {
  readonly at: number
  readonly text: string
  /** Characters of the old text that it takes the place of: none, or its own length. */
  readonly replaced: number
}

/** Changes a text without changing its lines, and remembers what columns became of. */
export class Editor {
  readonly #edits: Edit[] = []

  constructor(readonly text: string) {}

  /** Of two insertions at one place the first comes first. */
  insert(at: number, text: string): void {
    this.#edits.push({ at, text, replaced: 0 })
  }

  /** Overwrites as many characters as `text` has. */
  replace(at: number, text: string): void {
    this.#edits.push({ at, text, replaced: text.length })
  }

  apply(): Pick<Program, 'code' | 'insertions'> {
    const pieces: string[] = []
    const insertions: Insertion[] = []
    let from = 0
    let line = 1
    let lineStart = 0
    // What is inserted at a place comes before what is overwritten there.
    const edits = this.#edits.toSorted((a, b) => a.at - b.at || a.replaced - b.replaced)
    for (const { at, text, replaced } of edits) {
      for (let end = this.text.indexOf('\n', lineStart); end >= 0 && end < at;) {
        line += 1
        lineStart = end + 1
        end = this.text.indexOf('\n', lineStart)
      }
      pieces.push(this.text.slice(from, at), text)
      from = at + replaced
      if (replaced === 0) insertions.push({ line, column: at - lineStart, length: text.length })
    }
    pieces.push(this.text.slice(from))
    return { code: pieces.join(''), insertions }
  }
}
