import type { FailedOperation, Operation } from '../operation.ts'
import { malformed, type Initial, type Malformed, type Place } from './reading.ts'
import { isModelName, modelNames, type ModelName } from './vocabulary.ts'

export type JsonlLine =
  | { readonly kind: 'operation'; readonly operation: AnyOperation }
  | { readonly kind: 'header'; readonly fields: Fields }
  | Malformed

export type AnyOperation = Operation<object, object> | FailedOperation<object>

type Fields = Readonly<Record<string, unknown>>

/** Reads a line, but not whether its input and output are ones that a model has. */
export function readJsonlLine(place: Place): JsonlLine {
  return withFields(place, (fields) => lineOf(fields, place))
}

function lineOf(fields: Fields, place: Place): JsonlLine {
  if (place.line === 1 && fields['kind'] === 'history') return { kind: 'header', fields }
  const { kind, client, input, output, call, return: end } = fields
  // Nearly every line of a large file is such a one; `problemOf` would take as long as all the rest.
  if (
    kind === 'returned' &&
    typeof client === 'string' &&
    isObject(input) &&
    isObject(output) &&
    isTime(call) &&
    isTime(end) &&
    call <= end &&
    Object.keys(fields).length === 6
  ) {
    return { kind: 'operation', operation: { kind, client, input, output, call, return: end } }
  }
  const problem = problemOf(fields)
  if (problem !== undefined) {
    const { field, expected, advice } = problem
    // Inputs and outputs have a kind, too, and come after that of the operation.
    return malformed(placeOf(field, place, field === 'kind' ? 'first' : 'last'), expected, advice)
  }
  return { kind: 'operation', operation: operationOf(fields) }
}

/** What `use` makes of the object on a line, whose every field is there once. */
export function withFields<Result>(place: Place, use: (fields: Fields) => Result): Result | Malformed {
  const fields = objectIn(place.came)
  if (fields === undefined)
    return malformed(place, 'a JSON object on one line', 'the line is cut short, or is no JSON')
  // Each field has a colon: where there are no others, no field comes twice. To look closer takes longer than to parse.
  const colons = place.came.split(':').length - 1
  const repeated = colons > fieldsIn(fields) ? repeatedIn(place.came) : undefined
  if (repeated === undefined) return use(fields)
  const expected = `${JSON.stringify(repeated)} once in an object`
  return malformed(placeOf(repeated, place), expected, 'take out all but one')
}

function objectIn(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text)
    // The cast: an object that is no array has fields.
    return isObject(value) ? (value as Fields) : undefined
  } catch {
    return undefined
  }
}

/** How many there are, of objects in it, too, however deep. */
function fieldsIn(value: object): number {
  const objects = [value]
  let count = 0
  for (const object of objects) {
    const within: readonly unknown[] = Object.values(object)
    if (!Array.isArray(object)) count += within.length
    for (const one of within) if (typeof one === 'object' && one !== null) objects.push(one)
  }
  return count
}

/** The name of a field that an object of this JSON has twice: whoever parses it sees only the last one. */
function repeatedIn(text: string): string | undefined {
  // Of each object that is open; of a list, null.
  const open: (Set<string> | null)[] = []
  let last = ''
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:]/g)) {
    if (token === '{') open.push(new Set())
    else if (token === '[') open.push(null)
    else if (token === '}' || token === ']') open.pop()
    else if (token !== ':') last = token
    else {
      const name = String(JSON.parse(last))
      if (open.at(-1)?.has(name) === true) return name
      open.at(-1)?.add(name)
    }
  }
  return undefined
}

function isTime(value: unknown): value is number {
  return Number.isSafeInteger(value)
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const fieldsOf: Readonly<Record<string, readonly string[]>> = {
  returned: ['kind', 'client', 'input', 'output', 'call', 'return'],
  failed: ['kind', 'client', 'input', 'call', 'return'],
  pending: ['kind', 'client', 'input', 'call'],
}

/** `field` is the one that is wrong, if one is. */
type Problem = { readonly field?: string; readonly expected: string; readonly advice: string }

/** The place of a field in its line: what stands there says more than the whole line. */
export function placeOf(field: string | undefined, place: Place, which: 'first' | 'last' = 'last'): Place {
  const name = JSON.stringify(field)
  const at =
    field === undefined ? -1 : which === 'last' ? place.came.lastIndexOf(name) : place.came.indexOf(name)
  return at === -1 ? place : { line: place.line, column: place.column + at, came: place.came.slice(at) }
}

function problemOf(fields: Fields): Problem | undefined {
  const kind = String(fields['kind'])
  const names = Object.hasOwn(fieldsOf, kind) ? fieldsOf[kind] : undefined
  if (names === undefined) {
    return {
      field: 'kind',
      expected: '"kind" to be "returned", "pending" or "failed"',
      advice: 'say what came of the operation',
    }
  }
  const missing = names.find((name) => !Object.hasOwn(fields, name))
  if (missing !== undefined) {
    const advice =
      missing === 'return' || missing === 'output' ? 'add it, or say "pending" as "kind"' : 'add it'
    return { expected: `"${missing}" in an operation that is ${kind}`, advice }
  }
  const unknown = Object.keys(fields).find((name) => !names.includes(name))
  if (unknown !== undefined) {
    return {
      field: unknown,
      expected: `no other fields than ${names.join(', ')} in an operation that is ${kind}`,
      advice: `take out ${JSON.stringify(unknown)}, or correct "kind"`,
    }
  }
  const { client, call, return: end } = fields
  if (typeof client !== 'string')
    return { field: 'client', expected: '"client" to be a text', advice: 'put it in quotes' }
  for (const [name, time] of [['call', call], ...(kind === 'pending' ? [] : [['return', end]])]) {
    if (!Number.isSafeInteger(time)) {
      const advice = adviceFor(time)
      return { field: String(name), expected: `"${String(name)}" to be ${wholeNumber}`, advice }
    }
  }
  if (kind !== 'pending' && Number(end) < Number(call)) {
    return {
      field: 'return',
      expected: `"return" not before "call", which is ${Number(call)}`,
      advice: 'take both from one clock that does not run backwards',
    }
  }
  for (const name of names.filter((field) => field.endsWith('put'))) {
    if (!isObject(fields[name]))
      return { field: name, expected: `"${name}" to be an object`, advice: 'see the format' }
  }
  return undefined
}

/** What a number has to be, times among them, in every format. */
export const wholeNumber = 'a whole number of at most 2^53 − 1 either way'
export const naturalNumber = 'a whole number from 0 to 2^53 − 1'
export const coarser =
  'a larger one would be rounded, and the order lost: subtract the first time from all, or take a coarser unit'

/** What to do about a time that is none. */
export function adviceFor(time: unknown): string {
  if (time === undefined) return 'add it'
  if (typeof time !== 'number') return 'write it as a number, without quotes'
  return Math.abs(time) < 2 ** 53 ? 'take a finer unit, in which all times are whole' : coarser
}

/** The casts: `problemOf` has looked at every field. */
function operationOf(fields: Fields): AnyOperation {
  const client = fields['client'] as string
  const input = fields['input'] as object
  const call = fields['call'] as number
  if (fields['kind'] === 'pending') return { kind: 'pending', client, input, call }
  const end = fields['return'] as number
  if (fields['kind'] === 'failed') return { kind: 'failed', client, input, call, return: end }
  return { kind: 'returned', client, input, output: fields['output'] as object, call, return: end }
}

/** What the first line says of the history. */
export function readHeader(
  fields: Fields,
  wanted: ModelName | undefined,
  place: Place,
): { readonly kind: 'said'; readonly model: ModelName | undefined; readonly initial: Initial } | Malformed {
  const { version, model } = fields
  const unknown = Object.keys(fields).find((name) => !['kind', 'version', 'model', 'initial'].includes(name))
  if (unknown !== undefined) {
    return malformed(
      place,
      'no other fields than kind, version, model, initial',
      `take out ${JSON.stringify(unknown)}`,
    )
  }
  if (version !== 1) {
    return malformed(place, '"version" to be 1', 'a later version needs a later release of splitbrain')
  }
  if (model !== undefined && (typeof model !== 'string' || !isModelName(model))) {
    return malformed(place, `"model" to be one of ${modelNames.join(', ')}`, 'correct it, or leave it out')
  }
  if (model !== undefined && wanted !== undefined && model !== wanted) {
    return malformed(place, `a history of the model ${wanted}`, `the file says that it is one of ${model}`)
  }
  const initial: Initial = Object.hasOwn(fields, 'initial')
    ? { kind: 'said', value: fields['initial'] }
    : { kind: 'unsaid' }
  return { kind: 'said', model: model ?? wanted, initial }
}
