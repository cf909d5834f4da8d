import type { Row } from './csv.ts'
import { naturalNumber, wholeNumber } from './jsonl-line.ts'
import { isOfType, shapes, type Fields, type FieldType, type ModelName, type Shape } from './vocabulary.ts'

const others = new Set(['client', 'call', 'return', 'operation', 'answer', 'result'])

/** Which of the models have an operation with the fields of this row. */
export function modelsWith(row: Row, models: readonly ModelName[]): readonly ModelName[] {
  return models.filter((model) => {
    const shape = shapeOf(row, model)
    if (shape === undefined) return false
    for (const [name, cell] of row) {
      if (cell !== null && !others.has(name) && !shape.fields.some(([field]) => field === name)) return false
    }
    return shape.fields.every(([name, type]) => (row.get(name) ?? null) !== null || isOfType(type, null))
  })
}

function shapeOf(row: Row, model: ModelName): Shape | undefined {
  return shapes.find((shape) => shape.model === model && shape.kind === row.get('operation'))
}

/** The input of a row, or what was expected instead. */
export function csvInput(row: Row, model: ModelName): object | string {
  const shape = shapeOf(row, model)
  if (shape === undefined) return `an operation of ${model}`
  return fielded(shape.kind, shape.fields, (name) => row.get(name) ?? null)
}

/** The answer of a row, or what was expected instead. */
export function csvAnswer(row: Row, kind: string, model: ModelName): object | string {
  const answers = shapeOf(row, model)?.answers
  const fields = answers?.get(kind)
  if (answers === undefined || fields === undefined)
    return `one of ${[...(answers?.keys() ?? [])].join(', ')} as answer, or failed`
  const result = row.get('result') ?? null
  if (fields.length === 0 && result !== null) return `no result with the answer ${kind}`
  return fielded(kind, fields, () => result)
}

function fielded(kind: string, fields: Fields, cellOf: (name: string) => string | null): object | string {
  const values: [string, unknown][] = []
  for (const [name, type] of fields) {
    const value = typed(cellOf(name), type)
    if (!isOfType(type, value)) return `${name} to be ${words[type]}`
    values.push([name, value])
  }
  return { kind, ...Object.fromEntries(values) }
}

/** Undefined when it is not of that type. */
function typed(cell: string | null, type: FieldType): unknown {
  if (cell === null) return null
  switch (type) {
    case 'text':
    case 'text?':
    case 'scalar':
      return cell
    case 'whole':
    case 'natural':
      return /^-?\d+$/.test(cell) ? Number(cell) : undefined
    case 'truth':
      return cell === 'true' || cell === 'false' ? cell === 'true' : undefined
    case 'scalars':
    case 'amounts':
      return json(cell)
    default:
      return type satisfies never
  }
}

const words: Readonly<Record<FieldType, string>> = {
  text: 'a text',
  'text?': 'a text, or empty for null',
  scalar: 'a text, or empty for null',
  whole: wholeNumber,
  natural: naturalNumber,
  truth: 'true or false',
  scalars: 'a list in JSON',
  amounts: 'an object of whole numbers in JSON',
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
