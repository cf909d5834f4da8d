/**
 * What a terminal, a page or a log would obey instead of showing it: control characters, line breaks too, marks that turn the
 * direction of writing or are not seen, halves of characters.
 */
const obeyed = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** A text that a solution has written, on one line, with escapes for such signs. What is printable stays as it is. */
export function printable(text: string): string {
  return text.replaceAll(obeyed, (sign) => short[sign] ?? unitsOf(sign))
}

/** As JSON has it, so that a text of JSON stays one. */
function unitsOf(sign: string): string {
  const units = sign.length === 1 ? [sign] : [sign.slice(0, 1), sign.slice(1)]
  return units.map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')
}

/** The same for all texts in plain data, however deep; names of fields are ours. */
export function printableTexts<T>(value: T): T {
  // The copy has the shape of what was copied; the compiler cannot follow the recursion.
  return printableWithin(value) as T
}

function printableWithin(value: unknown): unknown {
  if (typeof value === 'string') return printable(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(printableWithin)
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, printableWithin(field)]))
}
