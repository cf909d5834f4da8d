import { lettersOf, type Letters } from './letters.ts'
import type { Sort } from './vocabulary.ts'

/** An object of a text, and what the vocabulary has to say of it. */
export type Sorted = { readonly value: object; readonly sort: Sort }

/** What is alike in objects that differ in their texts and whole numbers only: these are of one sort. */
type Look = Sorted & { readonly holes: readonly Hole[]; readonly end: Uint8Array }

/** A text or a whole number, and the letters between it and the one before it. */
type Hole = { readonly before: Uint8Array; readonly name: string; readonly isText: boolean }

/** More than any model has: each is tried in turn. */
const looksMax = 16

/** Reads objects that look like earlier ones. */
export class Looks {
  readonly #looks: Look[] = []
  readonly #learned = new Set<string>()

  /** The object that comes next, as `JSON.parse` would read it; undefined if it has none of the looks. */
  read(letters: Letters): Sorted | undefined {
    const start = letters.at
    for (const look of this.#looks) {
      letters.at = start
      const value = filled(look, letters)
      if (value !== undefined) return value
    }
    return undefined
  }

  /** From now on, what looks like this object of the vocabulary is read. */
  learn({ value, sort }: Sorted): void {
    if (this.#looks.length === looksMax) return
    const fields = Object.entries(value)
    const name = JSON.stringify(
      fields.map(([field, held]) => [field, isHole(field, held) ? typeof held : held]),
    )
    if (this.#learned.has(name) || fields.some(([, held]) => typeof held === 'object' && held !== null))
      return
    this.#learned.add(name)
    this.#looks.push(lookOf({ value, sort }))
  }
}

function filled(look: Look, letters: Letters): Sorted | undefined {
  const { holes, sort } = look
  const [first] = holes
  if (first === undefined) return letters.passes(look.end) ? look : undefined
  if (!letters.passes(first.before)) return undefined
  // The cast: its texts and numbers are set below, and the copy is nobody else's.
  const value = { ...look.value } as Record<string, unknown>
  for (const hole of holes) {
    if (hole !== first && !letters.passes(hole.before)) return undefined
    const field = hole.isText ? letters.text() : letters.whole()
    if (field === undefined) return undefined
    value[hole.name] = field
  }
  return letters.passes(look.end) ? { value, sort } : undefined
}

function lookOf({ value, sort }: Sorted): Look {
  const holes: Hole[] = []
  let between = '{'
  for (const [name, held] of Object.entries(value)) {
    between += `${between === '{' ? '' : ','}${JSON.stringify(name)}:`
    if (isHole(name, held)) {
      const isText = typeof held === 'string'
      holes.push({ before: lettersOf(isText ? `${between}"` : between), name, isText })
      between = ''
    } else between += JSON.stringify(held)
  }
  return { value, sort, holes, end: lettersOf(`${between}}`) }
}

/** The kind makes the sort; of other texts and numbers, the type alone does. */
function isHole(name: string, held: unknown): boolean {
  return name !== 'kind' && (typeof held === 'string' || typeof held === 'number')
}
