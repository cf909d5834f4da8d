/**
 * A name for what a value holds: equal for two values only if no one can tell them apart by looking. Primitives
 * stand for themselves, plain objects and arrays for a text, everything else for its own identity, with which
 * the search is right, and slower.
 */
export function contentOf(value: unknown): unknown {
  if (typeof value === 'string') return `"${value}`
  if (typeof value !== 'object' || value === null) return value
  return textOf(value) ?? value
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value !== 'object' || value === null) return primitiveText(value)
  if (Array.isArray(value)) return listText(value)
  if (Object.getPrototypeOf(value) !== Object.prototype) return undefined
  const texts: string[] = []
  for (const [name, field] of Object.entries(value)) {
    const text = textOf(field)
    if (text === undefined) return undefined
    texts.push(`${JSON.stringify(name)}:${text}`)
  }
  return `{${texts.join()}}`
}

function listText(values: readonly unknown[]): string | undefined {
  const texts: string[] = []
  for (const value of values) {
    const text = textOf(value)
    if (text === undefined) return undefined
    texts.push(text)
  }
  return `[${texts.join()}]`
}

/** Symbols and functions have no text: two of one name may differ. */
function primitiveText(value: unknown): string | undefined {
  if (Object.is(value, -0)) return '-0'
  if (typeof value === 'bigint') return `${value}n`
  return typeof value === 'symbol' || typeof value === 'function' ? undefined : String(value)
}
