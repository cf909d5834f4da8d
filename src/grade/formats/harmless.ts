/**
 * Texts that a student can choose (messages of thrown errors, names of files) made harmless for whoever shows them. Each
 * format adds what its own syntax needs.
 */

/** Control characters but line breaks and tabs, marks that turn the direction of writing, and what is no character. */
const harmful = /[^\P{Cc}\n\t]|[\p{Bidi_Control}\p{Noncharacter_Code_Point}\p{Cs}]/gu

/** With what no terminal, XML document or database takes as text replaced by `�`. Line breaks and tabs stay. */
export function plainText(text: string): string {
  return text.replaceAll(/\r\n?|[\u2028\u2029]/g, '\n').replaceAll(harmful, '\u{FFFD}')
}

/** The same on one line. */
export function oneLine(text: string): string {
  return plainText(text).replaceAll(/\s+/g, ' ').trim()
}

/** At most so many characters (UTF-16 code units), and a line that says how many are left out. */
export function capped(text: string, charsMax: number): string {
  if (text.length <= charsMax) return text
  // Half a character may be left at the end.
  const kept = text.slice(0, charsMax).replace(/\p{Cs}$/u, '')
  return `${kept}\n… ${text.length - kept.length} more characters are left out here`
}

/** The texts in their order, each capped, until all together have so many characters. */
export function cappedTogether(
  texts: readonly string[],
  { eachMax, allMax }: { readonly eachMax: number; readonly allMax: number },
): readonly string[] {
  let left = allMax
  return texts.map((text) => {
    const kept = capped(text, Math.min(eachMax, left))
    left = Math.max(0, left - Math.min(text.length, eachMax))
    return kept
  })
}

/** For logs of GitHub Actions, which obey `::command::` and `##[command]` wherever a line has them. */
export function withoutCommands(text: string): string {
  return text.replaceAll('::', ': :').replaceAll('##[', '## [')
}
