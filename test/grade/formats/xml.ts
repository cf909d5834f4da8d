export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Element[]
  text: string
}

/** The characters of XML 1.0: https://www.w3.org/TR/xml/#charsets. */
const charactersOnly = /^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u
const reference = /&(amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);/gi

/** Reads a document without comments, CDATA or a doctype; throws on all that XML 1.0 forbids. */
export function readXml(document: string): Element {
  if (!charactersOnly.test(document)) throw new Error('a character that XML 1.0 forbids')
  const root: Element = { name: '', attributes: {}, children: [], text: '' }
  const open = [root]
  let rest = document.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '')
  while (rest !== '') {
    const tag = /^<(\/?)([\w-]+)((?:\s+[\w-]+="[^"<]*")*)\s*(\/?)>/.exec(rest)
    const text = /^[^<]+/.exec(rest)
    const parent = open.at(-1) ?? root
    if (tag !== null) {
      const [, closing, name = '', attributes = '', empty] = tag
      if (closing === '/') {
        if (open.pop()?.name !== name) throw new Error(`</${name}> closes something else`)
      } else {
        const element: Element = { name, attributes: attributesOf(attributes), children: [], text: '' }
        parent.children.push(element)
        if (empty !== '/') open.push(element)
      }
    } else if (text !== null) parent.text += unescaped(text[0])
    else throw new Error(`no XML: ${rest.slice(0, 80)}`)
    rest = rest.slice((tag ?? text)?.[0].length ?? 0)
  }
  const [only, another] = root.children
  if (open.length !== 1 || only === undefined || another !== undefined) throw new Error('not one root')
  return only
}

function attributesOf(text: string): Record<string, string> {
  const all = [...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [
    name,
    unescaped(value),
  ])
  if (new Set(all.map(([name]) => name)).size < all.length) throw new Error(`an attribute twice: ${text}`)
  return Object.fromEntries(all) as Record<string, string>
}

function unescaped(text: string): string {
  if (text.replaceAll(reference, '').includes('&')) throw new Error(`a bare & in ${text}`)
  const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
  return text.replaceAll(reference, (_, name: string) => {
    if (!name.startsWith('#')) return named[name] ?? ''
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
    const character = String.fromCodePoint(code)
    if (!charactersOnly.test(character)) throw new Error(`&${name}; is no character of XML 1.0`)
    return character
  })
}
