import { modelNames } from '#checker/formats'
import { shapes, type Fields, type FieldType } from '../../../checker/formats/vocabulary.ts'

export type Schema = { readonly [keyword: string]: unknown }

const ref = (name: string): Schema => ({ $ref: `#/$defs/${name}` })

const types: Readonly<Record<FieldType, Schema>> = {
  text: { type: 'string' },
  'text?': { type: ['string', 'null'] },
  scalar: { anyOf: [{ type: ['string', 'boolean', 'null'] }, ref('whole')] },
  whole: { type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
  natural: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
  truth: { type: 'boolean' },
  scalars: { type: 'array', items: ref('scalar') },
  amounts: { type: 'object', additionalProperties: ref('whole') },
}

function closed(properties: Readonly<Record<string, Schema>>, optional: readonly string[]): Schema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name))
  return { type: 'object', properties, required, additionalProperties: false }
}

function fielded(kind: string, fields: Fields): Schema {
  const properties = fields.map(([name, type]) => [name, ref(type)] as const)
  return closed({ kind: { const: kind }, ...Object.fromEntries(properties) }, [])
}

/** Each thing once. */
function distinct(schemas: readonly Schema[]): readonly Schema[] {
  return [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()]
}

const inputs = distinct(shapes.map((shape) => fielded(shape.kind, shape.fields)))

/** Each input with all answers that it can have in some model. */
const pairs = inputs.map((input) => {
  const ofInput = shapes.filter(
    (shape) => JSON.stringify(fielded(shape.kind, shape.fields)) === JSON.stringify(input),
  )
  const outputs = ofInput.flatMap(({ answers }) =>
    [...answers].map(([kind, fields]) => fielded(kind, fields)),
  )
  return { properties: { input, output: { anyOf: distinct(outputs) } } }
})

const client = { type: 'string' }
const call = ref('whole')

/** What `docs/history.schema.json` holds: made of the words that the readers go by. */
export const historySchema: Schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'A line of a history',
  description:
    'One line of a .jsonl file for `splitbrain check`: an operation, or, as the first line, what the history starts from. ' +
    'Besides, `return` is not less than `call`, and the operations of a client come in order and do not overlap.',
  oneOf: [
    closed({ kind: { const: 'history' }, version: { const: 1 }, model: { enum: modelNames }, initial: {} }, [
      'model',
      'initial',
    ]),
    {
      ...closed({ kind: { const: 'returned' }, client, input: {}, output: {}, call, return: call }, []),
      anyOf: pairs,
    },
    closed({ kind: { const: 'pending' }, client, input: ref('input'), call }, []),
    closed({ kind: { const: 'failed' }, client, input: ref('input'), call, return: call }, []),
  ],
  $defs: { ...types, input: { anyOf: inputs } },
}

/** Is a value valid? Knows the keywords that the schema above has. */
export function isValid(value: unknown, schema: Schema): boolean {
  return Object.entries(schema).every(([keyword, said]) => obeys(value, keyword, said, schema))
}

function obeys(value: unknown, keyword: string, said: unknown, schema: Schema): boolean {
  // The casts: the schema above is one.
  switch (keyword) {
    case '$ref': {
      const definitions = historySchema['$defs'] as Readonly<Record<string, Schema>>
      return isValid(value, definitions[String(said).replace('#/$defs/', '')] ?? {})
    }
    case 'const':
      return value === said
    case 'enum':
      return (said as readonly unknown[]).includes(value)
    case 'type':
      return [said].flat().includes(typeOf(value)) || (said === 'integer' && Number.isInteger(value))
    case 'minimum':
      return typeof value !== 'number' || value >= Number(said)
    case 'maximum':
      return typeof value !== 'number' || value <= Number(said)
    case 'anyOf':
      return (said as readonly Schema[]).some((one) => isValid(value, one))
    case 'oneOf':
      return (said as readonly Schema[]).filter((one) => isValid(value, one)).length === 1
    case 'items':
      return !Array.isArray(value) || value.every((item) => isValid(item, said as Schema))
    case 'required':
      return (said as readonly string[]).every((name) => isObject(value) && Object.hasOwn(value, name))
    case 'properties':
      return Object.entries(said as Readonly<Record<string, Schema>>).every(
        ([name, one]) => !isObject(value) || !Object.hasOwn(value, name) || isValid(value[name], one),
      )
    case 'additionalProperties': {
      const known = Object.keys((schema['properties'] ?? {}) as object)
      const others = isObject(value) ? Object.entries(value).filter(([name]) => !known.includes(name)) : []
      return others.every(([, other]) => said !== false && isValid(other, said as Schema))
    }
    case '$schema':
    case 'title':
    case 'description':
    case '$defs':
      return true
    default:
      throw new Error(`no rule for ${keyword}`)
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeOf(value) === 'object'
}

function typeOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value
}
