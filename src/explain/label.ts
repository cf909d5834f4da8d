import { encodePlain, type Command, type Message, type Result } from '../port/index.ts'

const labelCharsMax = 56
const valueCharsMax = 24
/** How deep fields are looked at: `{ kind, request: { id: { client } } }` has the client at depth 2. */
const depthMax = 3
const fallbackFieldsMax = 2

/**
 * A short name for any message: its kind, and what tells it from others, wherever it stands near the surface: the
 * number of a view, the id of a request, a command, a result. `Forward v1 c1#3 append x a`.
 */
export function labelOfMessage(message: Message): string {
  const found = [viewIn, idIn, commandIn].flatMap((find) => searched(message, find))
  const { result } = message as { readonly result?: Result }
  const parts = [...found, ...(result === undefined ? [] : [`→ ${labelOfValue(result)}`])]
  return cut([message.kind, ...(parts.length > 0 ? parts : fallback(message))].join(' '), labelCharsMax)
}

/** `append x a`. */
export function labelOfCommand({ op, ...rest }: Command): string {
  return cut([op, ...Object.values(rest).map(operandOf)].join(' '), labelCharsMax)
}

/** Lists and fields one after the other: `network 1 2`. */
function operandOf(value: unknown): string {
  if (typeof value === 'string') return value
  const parts = Array.isArray(value) ? value : isFields(value) ? Object.values(value) : []
  return parts.length === 0 ? encodePlain(value) : parts.map(operandOf).join(' ')
}

export function labelOfValue(value: Result): string {
  return cut(encodePlain(value), valueCharsMax)
}

type Fields = Readonly<Record<string, unknown>>

/** The first thing found, level by level, fields in their order. */
function searched(message: Message, find: (fields: Fields) => string | null): readonly string[] {
  let level: readonly Fields[] = [message as unknown as Fields]
  for (let depth = 0; depth <= depthMax; depth += 1) {
    for (const fields of level) {
      const found = find(fields)
      if (found !== null) return [found]
    }
    level = level.flatMap((fields) => Object.values(fields).filter(isFields))
  }
  return []
}

function isFields(value: unknown): value is Fields {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Map) &&
    !(value instanceof Set)
  )
}

/** A number named after views, or the number of something named so. */
function viewIn(fields: Fields): string | null {
  for (const [field, value] of Object.entries(fields)) {
    if (!/view/i.test(field)) continue
    const number = isFields(value) ? value['number'] : value
    if (typeof number === 'number') return `v${number}`
  }
  return null
}

function idIn({ client, sequence }: Fields): string | null {
  return typeof client === 'string' && typeof sequence === 'number' ? `${client}#${sequence}` : null
}

function commandIn(fields: Fields): string | null {
  return typeof fields['op'] === 'string' ? labelOfCommand(fields as unknown as Command) : null
}

/** The shortest of the message's plain fields, when nothing better was found. */
function fallback({ kind: _kind, ...rest }: Message): readonly string[] {
  return Object.entries(rest)
    .flatMap(([field, value]) =>
      typeof value === 'object' ? [] : [`${field}=${cut(String(value), valueCharsMax)}`],
    )
    .toSorted((a, b) => a.length - b.length)
    .slice(0, fallbackFieldsMax)
}

function cut(text: string, charsMax: number): string {
  return text.length <= charsMax ? text : `${text.slice(0, charsMax - 1)}…`
}
