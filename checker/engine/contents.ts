/** What is nested deeper than this is not looked at: it also ends on a value that holds itself. */
const depthMax = 16

/** A field of any object. */
type Fields = Readonly<Record<string, unknown>>

/**
 * Do two values look the same? If both are plain, no one can tell them apart then. Fields in another order are not the same
 * to whoever goes through them.
 */
export function looksSame(one: unknown, other: unknown, depth = 0): boolean {
  if (Object.is(one, other)) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  // The casts: any field may be asked for.
  const [fields, others] = [one as Fields, other as Fields]
  // Mostly there is a plain difference, which is found without making lists of names.
  for (const name in fields) {
    const value = fields[name]
    if (typeof value !== 'object' && !Object.is(value, others[name])) return false
  }
  const names = Object.keys(one)
  const otherNames = Object.keys(other)
  if (names.length !== otherNames.length || depth > depthMax) return false
  for (let index = 0; index < names.length; index++) {
    const name = names[index] as string
    if (name !== otherNames[index] || !looksSame(fields[name], others[name], depth + 1)) return false
  }
  return true
}

/**
 * Is all that is in a value to be seen by going through it: is it a primitive, or an object or array made of plain values,
 * without hidden names and symbols?
 */
export function isPlain(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return true
  const isList = Array.isArray(value)
  const names = Object.keys(value)
  if (depth > depthMax || Object.getPrototypeOf(value) !== (isList ? Array : Object).prototype) return false
  // A list has a length, too.
  if (Object.getOwnPropertyNames(value).length !== names.length + Number(isList)) return false
  if (Object.getOwnPropertySymbols(value).length > 0) return false
  for (const name of names) {
    // The cast: any field may be asked for.
    const field = (value as Fields)[name]
    if (typeof field === 'object' && !isPlain(field, depth + 1)) return false
  }
  return true
}
