/**
 * Text that stands for plain data: equal text, equal content. The order of an object's fields is no content.
 */
export function contentOf(value: unknown): string {
  if (typeof value === 'string') return quoted(value)
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? '-0' : String(value)
  if (Array.isArray(value)) return `[${value.map(contentOf).join()}]`
  if (value instanceof Map) {
    return `Map${contentOf([...value].map(contentOf).toSorted())}`
  }
  if (value instanceof Set) return `Set${contentOf([...value].map(contentOf).toSorted())}`
  // What crosses the port is plain: whatever else is an object has fields only.
  return contentOfFields(value as Readonly<Record<string, unknown>>)
}

function contentOfFields(fields: Readonly<Record<string, unknown>>): string {
  const keys = Object.keys(fields)
  if (!isSorted(keys)) keys.sort()
  let text = ''
  for (const key of keys) text += `${text === '' ? '' : ','}${quoted(key)}:${contentOf(fields[key])}`
  return `{${text}}`
}

function isSorted(keys: readonly string[]): boolean {
  let last = ''
  for (const key of keys) {
    if (key < last) return false
    last = key
  }
  return true
}

/** Whether the two have equal text, found out without it where that is quicker. */
export function sameContent(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b)
  if (a === b) return true
  if (!isFields(a) || !isFields(b)) return contentOf(a) === contentOf(b)
  let count = 0
  for (const key in a) {
    if (!Object.hasOwn(b, key) || !sameContent(a[key], b[key])) return false
    count += 1
  }
  for (const _ in b) count -= 1
  return count === 0
}

function isFields(value: object): value is Readonly<Record<string, unknown>> {
  return Object.getPrototypeOf(value) === Object.prototype
}

/** Names of fields, addresses and values of a run are few and come again and again. */
const quotes = new Map<string, string>()
const quotesMax = 4_096
const quotedLengthMax = 64

function quoted(text: string): string {
  const known = quotes.get(text)
  if (known !== undefined) return known
  const quote = JSON.stringify(text)
  if (text.length <= quotedLengthMax) {
    if (quotes.size >= quotesMax) quotes.clear()
    quotes.set(text, quote)
  }
  return quote
}

const kept = new WeakMap<object, string>()

/** The content of a message of a run, which nobody changes any more: found out once, however many runs it is tried in. */
export function contentOfMessage(message: object): string {
  const known = kept.get(message)
  if (known !== undefined) return known
  const content = contentOf(message)
  kept.set(message, content)
  return content
}
