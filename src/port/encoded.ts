/** Of the sign `$`. */
const dollar = 36

/**
 * The text that stands for a value: equal text, equal content. It is JSON; what JSON cannot say is an object
 * with a single field that starts with `$`: `$map`, `$set`, `$undefined`, `$hole`, `$number`.
 */
export function encodePlain(value: unknown): string {
  if (saysItself(value)) return JSON.stringify(value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(toJson(value))
  // Only what JSON cannot say is spelt out, and what is around it: the rest is left to `JSON.stringify`, which is faster.
  if (Array.isArray(value)) return encodeList(value)
  if (value instanceof Map) return `{"$map":[${Array.from(value, encodePair).join()}]}`
  if (value instanceof Set) return `{"$set":[${Array.from(value, encodePlain).join()}]}`
  return `{${Object.entries(value).map(encodeField).join()}}`
}

function encodeList(list: readonly unknown[]): string {
  return `[${Array.from(list, (element, at) => (at in list ? encodePlain(element) : '{"$hole":true}')).join()}]`
}

function encodePair([key, entry]: readonly [unknown, unknown]): string {
  return `[${encodePlain(key)},${encodePlain(entry)}]`
}

function encodeField([key, field]: readonly [string, unknown]): string {
  return `${JSON.stringify(escapeKey(key))}:${encodePlain(field)}`
}

/** The value whose text it is: what `encodePlain` made. Throws `SyntaxError`. */
export function readPlain(text: string): unknown {
  const json: unknown = JSON.parse(text)
  // Whatever is spelt out begins like this; most texts have nothing of the kind.
  return text.includes('"$') ? decodePlain(json) : json
}

/** Whether JSON says the value as it is. */
function saysItself(value: unknown): boolean {
  if (typeof value !== 'object' || value === null)
    return typeof value === 'number' ? Number.isFinite(value) && !Object.is(value, -0) : value !== undefined
  if (Array.isArray(value)) {
    for (const element of value) if (!saysItself(element)) return false
    return true
  }
  if (value instanceof Map || value instanceof Set) return false
  for (const key in value) {
    if (isSpecial(key) || !saysItself((value as Record<string, unknown>)[key])) return false
  }
  return true
}

/** The value that `encodePlain` (or `JSON.parse` of its text) stands for. Shares what needs no change. */
export function decodePlain(json: unknown): unknown {
  if (typeof json !== 'object' || json === null) return json
  if (Array.isArray(json)) return decodeList(json)
  const fields = json as Readonly<Record<string, unknown>>
  const keys = Object.keys(fields)
  return keys.some(isSpecial) ? decodeSpecial(fields, keys) : decodeFields(fields, keys)
}

/** Of an object with a field that starts with `$`. */
function decodeSpecial(fields: Readonly<Record<string, unknown>>, keys: readonly string[]): unknown {
  if (Array.isArray(fields['$map'])) {
    return new Map(
      fields['$map'].map((pair: [unknown, unknown]) => [decodePlain(pair[0]), decodePlain(pair[1])]),
    )
  }
  if (Array.isArray(fields['$set'])) return new Set(fields['$set'].map(decodePlain))
  if (fields['$undefined'] === true) return undefined
  if (typeof fields['$number'] === 'string') return Number(fields['$number'])
  return Object.fromEntries(keys.map((key) => [unescapeKey(key), decodePlain(fields[key])]))
}

function decodeFields(fields: Readonly<Record<string, unknown>>, keys: readonly string[]): unknown {
  const decoded = keys.map((key) => decodePlain(fields[key]))
  return decoded.every((field, at) => field === fields[keys[at] ?? ''])
    ? fields
    : Object.fromEntries(keys.map((key, at) => [key, decoded[at]]))
}

function decodeList(json: readonly unknown[]): unknown {
  const list: unknown[] = []
  list.length = json.length
  let isChanged = false
  for (const [at, element] of json.entries()) {
    if (!isHole(element)) list[at] = decodePlain(element)
    isChanged ||= list[at] !== element
  }
  return isChanged ? list : json
}

function isHole(json: unknown): boolean {
  return typeof json === 'object' && json !== null && '$hole' in json
}

/** `value` with everything that JSON cannot say spelt out. Shares what needed no change. */
export function toJson(value: unknown): unknown {
  if (value === undefined) return { $undefined: true }
  if (typeof value === 'number') {
    return Number.isFinite(value) && !Object.is(value, -0)
      ? value
      : { $number: Object.is(value, -0) ? '-0' : String(value) }
  }
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return listToJson(value)
  if (value instanceof Map) return { $map: [...value].map(([key, entry]) => [toJson(key), toJson(entry)]) }
  if (value instanceof Set) return { $set: [...value].map(toJson) }
  const fields = Object.entries(value)
  return fields.some(([key, field]) => isSpecial(key) || needsSpelling(field))
    ? Object.fromEntries(fields.map(([key, field]) => [escapeKey(key), toJson(field)]))
    : value
}

/** What a list has none of is no undefined either: a solution that leaves it out finds it left out where it arrives. */
function listToJson(list: readonly unknown[]): unknown {
  const spelt = Array.from(list, (element, at) => (at in list ? toJson(element) : { $hole: true }))
  return spelt.every((element, at) => element === list[at]) ? list : spelt
}

function isSpecial(key: string): boolean {
  return key.codePointAt(0) === dollar
}

/** A field of the data itself that starts with `$` gets one more. */
function escapeKey(key: string): string {
  return isSpecial(key) ? `$${key}` : key
}

function unescapeKey(key: string): string {
  return key.startsWith('$$') ? key.slice(1) : key
}

function needsSpelling(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return toJson(value) !== value
  return value === undefined || (typeof value === 'number' && toJson(value) !== value)
}
