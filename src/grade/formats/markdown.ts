import { oneLine } from './harmless.ts'

/** A text in a line of Markdown, in which nothing is markup, a link, a mention or HTML: signs are character references. */
export function markdownText(text: string): string {
  return oneLine(text).replaceAll(/[!-+\-./:-@[-`{-~]/g, (sign) => `&#${sign.codePointAt(0) ?? 0};`)
}

/** A block of code, with a fence that is longer than any in the text. */
export function codeBlock(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text.trimEnd()}\n${fence}\n`
}
