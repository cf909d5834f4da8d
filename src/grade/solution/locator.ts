import { SourceMap } from 'node:module'
import { printable } from '../../port/index.ts'
import { contractNamespace, type Insertion, type Place, type Program } from './program.ts'

/** Finds the student's line for a place in the code that runs. */
export class Locator {
  readonly #map: SourceMap
  readonly #insertionsByLine = new Map<number, Insertion[]>()

  constructor({ map, insertions }: Pick<Program, 'map' | 'insertions'>) {
    // esbuild writes what `SourceMap` reads: version 3.
    this.#map = new SourceMap(JSON.parse(map) as ConstructorParameters<typeof SourceMap>[0])
    for (const insertion of insertions) {
      const list = this.#insertionsByLine.get(insertion.line)
      if (list === undefined) this.#insertionsByLine.set(insertion.line, [insertion])
      else list.push(insertion)
    }
  }

  /** `file:line` for a place in the bundle; null for what is not the student's. */
  where({ line, column }: Place): string | null {
    const entry = this.#map.findEntry(line - 1, column)
    if (!('originalSource' in entry) || typeof entry.originalSource !== 'string') return null
    if (entry.originalSource.startsWith(contractNamespace)) return null
    return printable(`${entry.originalSource}:${entry.originalLine + 1}`)
  }

  /** `file:line` of the innermost frame of an error that lies in the student's code. */
  whereOf(error: unknown, script: string): string | null {
    for (const place of framesIn(script, stackOf(error))) {
      const where = this.where(this.#inBundle(place))
      if (where !== null) return where
    }
    return null
  }

  /** Takes away what was inserted into the line before the place. */
  #inBundle({ line, column }: Place): Place {
    let shift = 0
    for (const insertion of this.#insertionsByLine.get(line) ?? []) {
      if (insertion.column + shift > column) break
      // Inside of inserted text: the place at which it was inserted.
      if (insertion.column + shift + insertion.length > column) return { line, column: insertion.column }
      shift += insertion.length
    }
    return { line, column: column - shift }
  }
}

/** Ten frames and a message. A solution's own stack may be of any length. */
const stackLengthMax = 50_000

function stackOf(error: unknown): string {
  try {
    return error instanceof Error ? String(error.stack).slice(0, stackLengthMax) : ''
  } catch {
    // A solution's own error class may do anything when it is asked.
    return ''
  }
}

function* framesIn(script: string, stack: string): Iterable<Place> {
  for (const line of stack.split('\n')) {
    const at = line.lastIndexOf(`${script}:`)
    const numbers = at < 0 ? null : /^(\d+):(\d+)/.exec(line.slice(at + script.length + 1))
    if (numbers !== null) yield { line: Number(numbers[1]), column: Number(numbers[2]) - 1 }
  }
}
