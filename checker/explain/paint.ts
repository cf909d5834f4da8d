/** What a piece of text is, not how it looks. */
export type Tone = 'plain' | 'faint' | 'strong' | 'wrong'

/** Gives a piece of text its look; it must not change what can be read. */
export type Paint = (tone: Tone, text: string) => string

export type TextOptions = {
  /** Width of the terminal; less than 60 is taken for 60. */
  readonly columns: number
  readonly paint: Paint
}

/** No look at all. */
export const unpainted: Paint = (_tone, text) => text

/** Lines of at most `columns` characters, broken at spaces; longer words are cut. */
export function wrapped(text: string, columns: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const whole of text.split(/\s+/)) {
    const word = shortenedTo(columns, whole)
    if (line !== '' && line.length + 1 + word.length > columns) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}

/** Cut in the middle: what was called and what it answered stay. */
export function shortenedTo(columns: number, text: string): string {
  if (text.length <= columns) return text
  const tail = Math.floor((columns - 1) / 2)
  return `${text.slice(0, columns - 1 - tail)}…${text.slice(text.length - tail)}`
}
