import picocolors from 'picocolors'

/** What a piece of text is, not how it looks. */
export type Tone = 'plain' | 'faint' | 'strong' | 'wrong' | 'done' | 'news' | 'odd' | 'heading'

export type Paint = (tone: Tone, text: string) => string

export function createPaint(colour: boolean): Paint {
  const { bold, cyan, dim, green, red, yellow } = picocolors.createColors(colour)
  const painters: Readonly<Record<Tone, (text: string) => string>> = {
    plain: (text) => text,
    faint: dim,
    strong: bold,
    wrong: (text) => bold(red(text)),
    done: green,
    news: cyan,
    odd: yellow,
    heading: (text) => bold(cyan(text)),
  }
  return (tone, text) => (text === '' ? '' : painters[tone](text))
}

/** Lines of at most `columns` characters, broken at spaces; a longer word is cut. */
export function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/)) {
    let rest = word
    if (line !== '' && line.length + 1 + rest.length > columns) {
      lines.push(line)
      line = ''
    }
    while (rest.length > columns) {
      lines.push(rest.slice(0, columns))
      rest = rest.slice(columns)
    }
    line = line === '' ? rest : `${line} ${rest}`
  }
  return [...lines, line]
}

/** A paragraph after a label of its own column. */
export function labelled(
  label: string,
  text: string,
  { indent, columns }: { readonly indent: number; readonly columns: number },
): readonly string[] {
  const [first = '', ...rest] = wrap(text, Math.max(20, columns - indent))
  return [label.padEnd(indent) + first, ...rest.map((line) => ' '.repeat(indent) + line)]
}
