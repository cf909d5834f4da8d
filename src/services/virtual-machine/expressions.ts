/** Constants and labels by name. */
export type Names = ReadonlyMap<string, number>

/** A program that cannot be assembled: where, what was expected there, and what came. */
export class AssemblyError extends Error {
  override readonly name = 'AssemblyError'
  constructor(
    readonly line: number,
    expected: string,
    found: string,
  ) {
    super(`line ${line}: expected ${expected}, found ${found}`)
  }
}

const wordMin = -(2 ** 31)
/** A word may be written with or without its sign: 0xffffffff is -1. */
const wordMax = 2 ** 32 - 1

/** The value of numbers, characters and names with + and - between them. Throws `AssemblyError`. */
export function evaluate(text: string, names: Names, line: number): number {
  const terms =
    text.trim() === '' ? null : /^\s*(?:[+-]?\s*(?:'[^']'|\w+)\s*)(?:[+-]\s*(?:'[^']'|\w+)\s*)*$/.exec(text)
  if (terms === null) {
    throw new AssemblyError(line, "a number, a character such as 'a', or a name", `\`${text.trim()}\``)
  }
  let sum = 0
  for (const [, sign, term = ''] of text.matchAll(/([+-]?)\s*('[^']'|\w+)/g)) {
    sum += (sign === '-' ? -1 : 1) * termOf(term, names, line)
  }
  if (sum < wordMin || sum > wordMax) throw new AssemblyError(line, 'a value of 32 bits', `${sum}`)
  return sum
}

function termOf(term: string, names: Names, line: number): number {
  if (term.startsWith("'")) return term.codePointAt(1) ?? 0
  if (/^(\d+|0x[0-9a-fA-F]+)$/.test(term)) return Number(term)
  const value = names.get(term)
  if (value !== undefined) return value
  throw new AssemblyError(line, 'a number, a constant defined above or a label', `\`${term}\``)
}
