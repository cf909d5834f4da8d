/**
 * A value of EDN. Whole numbers too large for a number stay exact as a bigint; other numbers are kept as they are
 * written. A list and a vector of the same values are equal in EDN, so here they are both a `sequence`.
 *
 * Source: https://github.com/edn-format/edn
 */
export type Edn =
  | null
  | boolean
  | number
  | bigint
  | string
  | { readonly kind: 'keyword' | 'symbol' | 'character' | 'decimal'; readonly text: string }
  | { readonly kind: 'sequence' | 'set'; readonly values: readonly Edn[] }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [Edn, Edn])[] }
  | { readonly kind: 'tagged'; readonly tag: string; readonly value: Edn }

export type EdnReading =
  /** `start` is where it begins, counted from 0. */
  | { readonly kind: 'value'; readonly value: Edn; readonly start: number }
  /** Nothing but space, comments and discarded values. */
  | { readonly kind: 'nothing' }
  /** All is well up to the end, but a value is not whole. */
  | { readonly kind: 'unfinished' }
  /** `at` counts from 0. */
  | { readonly kind: 'wrong'; readonly at: number; readonly expected: string }

/** The one value that a text holds. Never throws. */
export function readEdn(text: string): EdnReading {
  const cursor: Cursor = { text, at: 0, depth: 0 }
  try {
    skip(cursor)
    if (cursor.at === text.length) return { kind: 'nothing' }
    const start = cursor.at
    const value = valueAt(cursor)
    skip(cursor)
    if (cursor.at < text.length) wrong(cursor, 'no second value')
    return { kind: 'value', value, start }
  } catch (error) {
    if (error instanceof Unfinished) return { kind: 'unfinished' }
    if (error instanceof Wrong) return { kind: 'wrong', at: error.at, expected: error.message }
    throw error
  }
}

type Cursor = { readonly text: string; at: number; depth: number }

/** How deep values may be in values: more is no history, and would overflow the stack. */
const depthMax = 100

class Unfinished extends Error {}
class Wrong extends Error {
  constructor(
    readonly at: number,
    expected: string,
  ) {
    super(expected)
  }
}

function wrong(cursor: Cursor, expected: string): never {
  throw new Wrong(cursor.at, expected)
}

// One after the other, without alternatives: a long stretch costs no stack.
const space = /[\s,]*/y
const comment = /;[^\n]*/y

/** Over space, commas, comments and discarded values. */
function skip(cursor: Cursor): void {
  for (;;) {
    cursor.at = endOf(space, cursor) ?? cursor.at
    const afterComment = endOf(comment, cursor)
    if (afterComment !== undefined) cursor.at = afterComment
    else if (cursor.text.startsWith('#_', cursor.at)) discard(cursor)
    else return
  }
}

function discard(cursor: Cursor): void {
  cursor.at += 2
  within(cursor, () => {
    skip(cursor)
    valueAt(cursor)
  })
}

function endOf(pattern: RegExp, cursor: Cursor): number | undefined {
  pattern.lastIndex = cursor.at
  return pattern.test(cursor.text) ? pattern.lastIndex : undefined
}

function within<T>(cursor: Cursor, read: () => T): T {
  cursor.depth += 1
  if (cursor.depth > depthMax) wrong(cursor, `at most ${depthMax} values in one another`)
  const value = read()
  cursor.depth -= 1
  return value
}

/** The value that begins right here. */
function valueAt(cursor: Cursor): Edn {
  const { text, at } = cursor
  if (at === text.length) throw new Unfinished()
  switch (text[at]) {
    case '"':
      return stringAt(cursor)
    case '\\':
      return characterAt(cursor)
    case '[':
      return { kind: 'sequence', values: valuesUntil(']', 1, cursor) }
    case '(':
      return { kind: 'sequence', values: valuesUntil(')', 1, cursor) }
    case '{':
      return mapAt(cursor)
    case '#':
      if (text.startsWith('#{', at)) return { kind: 'set', values: valuesUntil('}', 2, cursor) }
      return taggedAt(cursor)
    default:
      return atomAt(cursor)
  }
}

function valuesUntil(close: string, openLength: number, cursor: Cursor): readonly Edn[] {
  return within(cursor, () => {
    cursor.at += openLength
    const values: Edn[] = []
    for (;;) {
      skip(cursor)
      if (cursor.text.startsWith(close, cursor.at)) break
      values.push(valueAt(cursor))
    }
    cursor.at += 1
    return values
  })
}

function mapAt(cursor: Cursor): Edn {
  const start = cursor.at
  const values = valuesUntil('}', 1, cursor)
  const entries: (readonly [Edn, Edn])[] = []
  const keys = new Set<string>()
  for (let position = 0; position + 1 < values.length; position += 2) {
    const [key = null, value = null] = values.slice(position, position + 2)
    keys.add(printEdn(key))
    entries.push([key, value])
  }
  if (values.length % 2 === 1) throw new Wrong(start, 'a value for every key of the map')
  if (keys.size < entries.length) throw new Wrong(start, 'each key of the map once')
  return { kind: 'map', entries }
}

const tag = /#[\p{L}][^\s,;"(){}[\]\\]*/uy

function taggedAt(cursor: Cursor): Edn {
  const start = cursor.at
  const end = endOf(tag, cursor)
  if (end === undefined) {
    if (start + 1 === cursor.text.length) throw new Unfinished()
    return wrong(cursor, 'a tag, a set or a discarded value after #')
  }
  cursor.at = end
  return within(cursor, () => {
    skip(cursor)
    return { kind: 'tagged', tag: cursor.text.slice(start + 1, end), value: valueAt(cursor) }
  })
}

const stringEnd = /["\\]/g
const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
}

function stringAt(cursor: Cursor): string {
  const { text } = cursor
  cursor.at += 1
  let value = ''
  for (;;) {
    stringEnd.lastIndex = cursor.at
    const end = stringEnd.exec(text)?.index
    if (end === undefined) throw new Unfinished()
    value += text.slice(cursor.at, end)
    cursor.at = end + 1
    if (text[end] === '"') return value
    const escaped = text[cursor.at]
    if (escaped === undefined) throw new Unfinished()
    const hex = escaped === 'u' ? text.slice(cursor.at + 1, cursor.at + 5) : ''
    const plain = Object.hasOwn(escapes, escaped) ? escapes[escaped] : undefined
    if (plain !== undefined) value += plain
    else if (/^[0-9a-fA-F]{4}$/.test(hex)) value += String.fromCharCode(Number.parseInt(hex, 16))
    else wrong(cursor, String.raw`one of \" \\ \n \r \t \b \f \uXXXX in a string`)
    cursor.at += hex.length + 1
  }
}

const character =
  /\\(?:newline|return|space|tab|formfeed|backspace|u[0-9a-fA-F]{4}|.)(?=[\s,;"(){}[\]\\]|$)/suy

function characterAt(cursor: Cursor): Edn {
  const end = endOf(character, cursor)
  if (end === undefined) return wrong(cursor, 'a character')
  const text = cursor.text.slice(cursor.at, end)
  cursor.at = end
  return { kind: 'character', text }
}

const atom = /[^\s,;"(){}[\]\\]+/y
const named = /^:?[\p{L}.*+!\-_?$%&=<>/'|#:][^]*$/u

function atomAt(cursor: Cursor): Edn {
  const end = endOf(atom, cursor)
  if (end === undefined) return wrong(cursor, 'a value')
  const text = cursor.text.slice(cursor.at, end)
  const value = atomOf(text)
  if (value === undefined) return wrong(cursor, 'a value')
  cursor.at = end
  return value
}

function atomOf(text: string): Edn | undefined {
  if (text === 'nil') return null
  if (text === 'true' || text === 'false') return text === 'true'
  if (/^[+-]?(?:0|[1-9]\d*)N?$/.test(text)) {
    const digits = text.replace(/N$/, '')
    const value = Number(digits)
    return Number.isSafeInteger(value) ? value + 0 : BigInt(digits.replace('+', ''))
  }
  if (/^[+-]?\d/.test(text)) {
    const isDecimal =
      /^[+-]?(?:0|[1-9]\d*)(?:\.\d*)?(?:[eE][+-]?\d+)?M?$/.test(text) || /^[+-]?\d+\/\d+$/.test(text)
    return isDecimal ? { kind: 'decimal', text } : undefined
  }
  if (text.startsWith(':')) return text.length > 1 ? { kind: 'keyword', text: text.slice(1) } : undefined
  return named.test(text) ? { kind: 'symbol', text } : undefined
}

/** A text that is the same for equal values only. */
export function printEdn(value: Edn): string {
  if (value === null) return 'nil'
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value !== 'object') return String(value)
  switch (value.kind) {
    case 'keyword':
      return `:${value.text}`
    case 'symbol':
    case 'character':
    case 'decimal':
      return value.text
    case 'sequence':
      return `[${value.values.map(printEdn).join(' ')}]`
    case 'set':
      return `#{${value.values.map(printEdn).toSorted().join(' ')}}`
    case 'map':
      return `{${value.entries
        .map(([key, held]) => `${printEdn(key)} ${printEdn(held)}`)
        .toSorted()
        .join(', ')}}`
    case 'tagged':
      return `#${value.tag} ${printEdn(value.value)}`
    default:
      return value satisfies never
  }
}
