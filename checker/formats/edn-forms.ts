import { readEdn, type Edn } from './edn.ts'
import { malformed, type Malformed, type Place } from './reading.ts'

/** The characters that matter outside strings and comments. */
const marks = /[[\](){}"\\;]/g

/**
 * Cuts a text that comes in chunks into its values and reads each: the values on the top level, or, where the first
 * is a vector or a list, the values in that one. It keeps one value in memory, not the text.
 */
export class EdnForms {
  readonly #take: (value: Edn, place: Place) => Malformed | undefined
  /** What is not read yet; it begins at `line` and `column`. */
  #rest = ''
  #line = 1
  #column = 1
  /** Up to where `rest` is looked through, and how many brackets are open there. */
  #at = 0
  #depth = 0
  /** The vector or list around the values. */
  #around: 'unknown' | 'none' | 'open' | 'closed' = 'unknown'

  /** `take` gets each value and its place. */
  constructor(take: (value: Edn, place: Place) => Malformed | undefined) {
    this.#take = take
  }

  /** The first problem: of the text, or of `take`. */
  push(chunk: string): Malformed | undefined {
    this.#rest += chunk
    for (;;) {
      marks.lastIndex = this.#at
      const found = marks.exec(this.#rest)
      if (found === null) {
        this.#at = this.#rest.length
        return undefined
      }
      this.#at = found.index
      const step = this.#step(found[0])
      if (step === 'unfinished') return undefined
      if (step !== 'done') return step
    }
  }

  end(): Malformed | undefined {
    this.#at = this.#rest.length
    const problem = this.#read(true)
    if (problem !== undefined || this.#around !== 'open') return problem
    const place = { line: this.#line, column: this.#column, came: '' }
    return malformed(place, 'the bracket that closes the history', 'the text seems to be cut short')
  }

  /** Over the mark at `at`, and the string or comment that it begins. */
  #step(mark: string): 'done' | 'unfinished' | Malformed {
    switch (mark) {
      case '"':
        return this.#stepTo(stringEnd(this.#rest, this.#at + 1))
      case ';': {
        const newline = this.#rest.indexOf('\n', this.#at)
        return this.#stepTo(newline === -1 ? undefined : newline + 1)
      }
      case '\\':
        return this.#stepTo(this.#at + 1 < this.#rest.length ? this.#at + 2 : undefined)
      case '[':
      case '(':
      case '{':
        return this.#open(mark)
      default:
        return this.#close(mark)
    }
  }

  #stepTo(end: number | undefined): 'done' | 'unfinished' {
    if (end === undefined) return 'unfinished'
    this.#at = end
    return 'done'
  }

  #open(mark: string): 'done' {
    if (this.#around === 'unknown') {
      const isFirst = readEdn(this.#rest.slice(0, this.#at)).kind === 'nothing'
      this.#around = isFirst && mark !== '{' ? 'open' : 'none'
      if (this.#around === 'open') {
        this.#drop(this.#at + 1)
        return 'done'
      }
    }
    this.#depth += 1
    this.#at += 1
    return 'done'
  }

  #close(mark: string): 'done' | Malformed {
    if (this.#depth === 0) {
      if (this.#around !== 'open' || mark === '}') {
        return malformed(this.#place(this.#at), 'no bracket that closes nothing', 'correct the EDN')
      }
      const problem = this.#read(true)
      if (problem !== undefined) return problem
      this.#drop(1)
      this.#around = 'closed'
      return 'done'
    }
    this.#depth -= 1
    this.#at += 1
    return (this.#depth === 0 ? this.#read(false) : undefined) ?? 'done'
  }

  /** Reads the value that ends at `at`; only a tag or a `#_` may be left over there, unless it is the end. */
  #read(isEnd: boolean): Malformed | undefined {
    const text = this.#rest.slice(0, this.#at)
    const reading = readEdn(text)
    switch (reading.kind) {
      case 'nothing':
        this.#drop(this.#at)
        return undefined
      case 'unfinished': {
        if (!isEnd) return undefined
        const place = this.#place(Math.max(text.search(/[^\s,]/), 0))
        return malformed(place, 'the rest of a value', 'the text seems to be cut short')
      }
      case 'wrong':
        return malformed(this.#place(reading.at), reading.expected, 'correct the EDN')
      case 'value': {
        const place = { ...this.#place(reading.start), came: text.slice(reading.start) }
        this.#drop(this.#at)
        if (this.#around !== 'closed') return this.#take(reading.value, place)
        return malformed(place, 'nothing after the history', 'one file is one history')
      }
      default:
        return reading satisfies never
    }
  }

  #drop(length: number): void {
    const { line, column } = this.#place(length)
    this.#line = line
    this.#column = column
    this.#rest = this.#rest.slice(length)
    this.#at = 0
  }

  #place(offset: number): Place {
    const lines = this.#rest.slice(0, offset).split('\n')
    const last = lines.at(-1) ?? ''
    return {
      line: this.#line + lines.length - 1,
      column: lines.length === 1 ? this.#column + offset : last.length + 1,
      came: this.#rest.slice(offset, offset + 200).split('\n', 1)[0] ?? '',
    }
  }
}

/** After the quote that ends the string whose inside begins at `start`. */
function stringEnd(text: string, start: number): number | undefined {
  for (let at = start; ;) {
    const quote = text.indexOf('"', at)
    if (quote === -1) return undefined
    let slashes = 0
    while (text[quote - 1 - slashes] === '\\') slashes += 1
    if (slashes % 2 === 0) return quote + 1
    at = quote + 1
  }
}
