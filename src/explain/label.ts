import { encodePlain, type Command, type Message, type Result } from '../port/index.ts'

const labelCharsMax = 56
const valueCharsMax = 24
/** How deep fields are looked at: `{ kind, request: { id: { client } } }` has the client at depth 2. */
const depthMax = 3
/** Plain fields that are shown beside what was found: `length=2`. */
const plainFieldsMax = 2
const plainCharsMax = 20

/**
 * A short name for any message: its kind, and what tells it from others, wherever it stands near the surface: the
 * number of a view, the id of a request, a command, a result; and short plain fields of its own, as long as there is
 * room. `Forward v1 c1#3 append x a index=7`.
 */
export function labelOfMessage(message: Message): string {
  const found = [viewIn, idIn, commandIn].flatMap((find) => searched(message, find))
  const { kind, result, ...rest } = message as Message & { readonly result?: Result }
  const parts = found.map(({ text }) => text)
  const outcome = result === undefined ? [] : [`→ ${labelOfValue(result)}`]
  const told = new Set(found.flatMap(({ fields }) => fields))
  const plain = plainOf(rest).filter(([field]) => !told.has(field))
  const isBare = parts.length + outcome.length === 0
  const beside = isBare ? shortest(plain) : besides([kind, ...parts, ...outcome].join(' '), plain)
  return cut([kind, ...parts, ...beside, ...outcome].join(' '), labelCharsMax)
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

/** What is told, and in which fields it was found. */
interface Found {
  readonly text: string
  readonly fields: readonly string[]
}

/** The first thing found, level by level, fields in their order; what is found deeper tells no field of the message. */
function searched(message: Message, find: (fields: Fields) => Found | null): readonly Found[] {
  let level: readonly Fields[] = [message as unknown as Fields]
  for (let depth = 0; depth <= depthMax; depth += 1) {
    for (const fields of level) {
      const found = find(fields)
      if (found !== null) return [depth === 0 ? found : { ...found, fields: [] }]
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
function viewIn(fields: Fields): Found | null {
  for (const [field, value] of Object.entries(fields)) {
    if (!/view/i.test(field)) continue
    const number = isFields(value) ? value['number'] : value
    if (typeof number === 'number') return { text: `v${number}`, fields: [field] }
  }
  return null
}

function idIn({ client, sequence }: Fields): Found | null {
  return typeof client === 'string' && typeof sequence === 'number'
    ? { text: `${client}#${sequence}`, fields: ['client', 'sequence'] }
    : null
}

function commandIn(fields: Fields): Found | null {
  return typeof fields['op'] === 'string'
    ? { text: labelOfCommand(fields as unknown as Command), fields: Object.keys(fields) }
    : null
}

type Plain = readonly [field: string, value: number | boolean | string]

function plainOf(fields: Fields): readonly Plain[] {
  return Object.entries(fields).filter((entry): entry is [string, Plain[1]] =>
    /^(number|boolean|string)$/.test(typeof entry[1]),
  )
}

/** In the order of the message, so that messages of one kind show the same ones. */
function besides(label: string, plain: readonly Plain[]): readonly string[] {
  const short = plain
    .map(([field, value]) => `${field}=${value}`)
    .filter((text) => text.length <= plainCharsMax)
    .slice(0, plainFieldsMax)
  return short.filter((_, at) => [label, ...short.slice(0, at + 1)].join(' ').length <= labelCharsMax)
}

/** The shortest, when nothing better was found. */
function shortest(plain: readonly Plain[]): readonly string[] {
  return plain
    .map(([field, value]) => `${field}=${cut(String(value), valueCharsMax)}`)
    .toSorted((a, b) => a.length - b.length)
    .slice(0, plainFieldsMax)
}

function cut(text: string, charsMax: number): string {
  return text.length <= charsMax ? text : `${text.slice(0, charsMax - 1)}…`
}
