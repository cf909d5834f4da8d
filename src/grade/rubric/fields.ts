import { oneOf } from '../known.ts'

/** Thrown for a rubric that cannot be used: where, what was expected, what came. */
export class BadRubric extends Error {
  override readonly name = 'BadRubric'
}

/** A value of a rubric, and where it stands: `items[2].points`. */
export interface Place {
  readonly path: string
  readonly value: unknown
}

export function refuse({ path, value }: Place, expected: string): never {
  throw new BadRubric(`${path === '' ? '' : `${path}: `}expected ${expected}, found ${show(value)}`)
}

/** The fields of an object that may have these and no others. */
export function objectAt<Name extends string>(
  place: Place,
  names: readonly Name[],
): Readonly<Record<Name, Place>> {
  const { path, value } = place
  const shape = `an object { ${names.join(', ')} }`
  if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(place, shape)
  for (const [name, given] of Object.entries(value)) {
    if (names.some((known) => known === name)) continue
    refuse(at(path, name, given), `no such field (there are ${names.join(', ')})`)
  }
  const fields = value as Partial<Record<Name, unknown>>
  return Object.fromEntries(names.map((name) => [name, at(path, name, fields[name])])) as Record<Name, Place>
}

function at(path: string, name: string, value: unknown): Place {
  return { path: path === '' ? name : `${path}.${name}`, value }
}

export function listAt(place: Place, what: string): readonly Place[] {
  const { value } = place
  if (!Array.isArray(value) || value.length === 0) return refuse(place, `a list of ${what}, at least one`)
  return elementsAt(place)
}

/** Of a list that may be empty. */
export function elementsAt(place: Place): readonly Place[] {
  const { path, value } = place
  if (!Array.isArray(value)) return refuse(place, 'a list')
  return value.map((each, i) => ({ path: `${path}[${i}]`, value: each }))
}

export function textAt(place: Place, what: string): string {
  return typeof place.value === 'string' && place.value !== '' ? place.value : refuse(place, what)
}

export function oneOfAt(place: Place, known: readonly string[]): string {
  const { value } = place
  return typeof value === 'string' && known.includes(value) ? value : refuse(place, oneOf(known, value))
}

export function numberAt(place: Place, min: number): number {
  const { value } = place
  return typeof value === 'number' && Number.isFinite(value) && value >= min
    ? value
    : refuse(place, `a number from ${min}`)
}

export function wholeAt(place: Place, min: number): number {
  const { value } = place
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= min
    ? value
    : refuse(place, `a whole number from ${min}`)
}

/** Null where there is none. */
export function optional<T>(place: Place, read: (place: Place) => T): T | null {
  return place.value === undefined ? null : read(place)
}

function show(value: unknown): string {
  // JSON has no such numbers.
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? 'nothing')
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}
