import type { StateKey } from '../model.ts'
import {
  bankShape,
  casRegisterShape,
  counterShape,
  keyValueShape,
  listShape,
  lockShape,
  queueShape,
  randomRegisterShape,
  registerShape,
  setShape,
  stackShape,
  type Shape as ModelShape,
} from '../models/shapes.ts'

/** The models whose operations a file can hold. */
export type ModelName = keyof typeof vocabulary

/**
 * The operations of each model, as they stand in a file: the kind of the input and its fields, and the kinds of
 * answers with theirs. The one source of what a reader lets through, of `docs/history.schema.json` and of what
 * a message expects. Of models that have the same operation the likelier comes first.
 *
 * The types: `scalar` is text, a whole number, a truth value or null; `text?` may be null; `whole` is a whole
 * number, `natural` one that is not negative; `scalars` is a list; `amounts` is an object of whole numbers.
 */
export const vocabulary = {
  register: wordsIn(registerShape),
  'cas-register': wordsIn(casRegisterShape),
  'key-value': wordsIn(keyValueShape),
  counter: wordsIn(counterShape),
  set: wordsIn(setShape),
  queue: wordsIn(queueShape),
  stack: wordsIn(stackShape),
  lock: wordsIn(lockShape),
  list: wordsIn(listShape),
  bank: wordsIn(bankShape),
  'random-register': wordsIn(randomRegisterShape),
} as const

function wordsIn({ words }: ModelShape): readonly string[] {
  return words.split('; ')
}

/** The names of the models, the likeliest first. */
export const modelNames = Object.keys(vocabulary) as readonly ModelName[]

export function isModelName(name: string): name is ModelName {
  return Object.hasOwn(vocabulary, name)
}

/** One operation of one model. */
export type Shape = {
  readonly model: ModelName
  readonly kind: string
  readonly fields: Fields
  readonly answers: ReadonlyMap<string, Fields>
}

/** Name and type. */
export type Fields = readonly (readonly [string, FieldType])[]

export type FieldType = keyof typeof types

/** Numbers are whole and up to 2^53 − 1 either way: any others may have been rounded when they were read. */
const types = {
  text: (value: unknown) => typeof value === 'string',
  'text?': (value: unknown) => typeof value === 'string' || value === null,
  scalar: isScalar,
  whole: (value: unknown) => Number.isSafeInteger(value),
  natural: (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 0,
  truth: (value: unknown) => typeof value === 'boolean',
  scalars: (value: unknown) => Array.isArray(value) && value.every(isScalar),
  amounts: (value: unknown) =>
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((amount) => Number.isSafeInteger(amount)),
} as const

export function isScalar(value: unknown): value is StateKey {
  const type = typeof value
  return type === 'string' || type === 'boolean' || value === null || Number.isSafeInteger(value)
}

/** All operations of all models. */
export const shapes: readonly Shape[] = modelNames.flatMap((model) =>
  vocabulary[model].map((words): Shape => {
    const [operation = '', answers = ''] = words.split(' → ')
    const { kind, fields } = parts(operation)
    return {
      model,
      kind,
      fields,
      answers: new Map(answers.split(' | ').map((answer) => [parts(answer).kind, parts(answer).fields])),
    }
  }),
)

function parts(words: string): { readonly kind: string; readonly fields: Fields } {
  const [kind = '', ...fields] = words.split(' ')
  // The cast: the words above name no other types, or `matches` would throw in every test.
  return { kind, fields: fields.map((field) => field.split(':') as [string, FieldType]) }
}

/** Inputs, or answers, that fit the same shapes. */
export type Sort = { readonly id: number; readonly shapes: readonly Shape[] }

/** The operations that `input` may be. */
export const sortOfInput = sorter(shapes.map((shape) => ({ shape, kind: shape.kind, fields: shape.fields })))

/** The operations that `output` may answer. */
export const sortOfOutput = sorter(
  shapes.flatMap((shape) => [...shape.answers].map(([kind, fields]) => ({ shape, kind, fields }))),
)

type Use = { readonly shape: Shape; readonly kind: string; readonly fields: Fields }

/** The values of one kind: the fields they may have, and the sort of a value that has the fields of a set of these. */
type Family = { readonly fields: readonly Fields[]; readonly sorts: readonly Sort[] }

/** Each value of a file is sorted, so what can be prepared is: a look at the fields, and the sort is there. */
function sorter(uses: readonly Use[]): (value: object) => Sort {
  const none: Sort = { id: 0, shapes: [] }
  const families = new Map<unknown, Family>()
  let id = 0
  for (const kind of new Set(uses.map((use) => use.kind))) {
    const ofKind = uses.filter((use) => use.kind === kind)
    const fields = [...new Map(ofKind.map((use) => [use.fields.join(), use.fields])).values()]
    const sorts = Array.from({ length: 1 << fields.length }, (_, set): Sort => {
      id += 1
      const fitting = ofKind.filter((use) =>
        fields.some((one, bit) => (set & (1 << bit)) !== 0 && one.join() === use.fields.join()),
      )
      return { id, shapes: fitting.map(({ shape }) => shape) }
    })
    families.set(kind, { fields, sorts })
  }
  return (value) => {
    const family = families.get('kind' in value ? value.kind : undefined)
    if (family === undefined) return none
    let set = 0
    for (const [bit, fields] of family.fields.entries()) if (matches(value, fields)) set |= 1 << bit
    return family.sorts[set] ?? none
  }
}

export function isOfType(type: FieldType, value: unknown): boolean {
  return types[type](value)
}

/** Has `kind` and just these fields. */
function matches(value: object, fields: Fields): boolean {
  if (Object.keys(value).length !== fields.length + 1) return false
  // The cast: any object may be looked at.
  const record = value as Readonly<Record<string, unknown>>
  return fields.every(([name, type]) => types[type](record[name]))
}

/** `get key:text → value value:text?; put …` */
function wordsOf(models: readonly ModelName[]): string {
  return [...new Set(models.flatMap((model) => vocabulary[model]))].join('; ')
}

/** Which models have all operations so far. */
export type Fit = {
  /** What was expected instead, when no model has this one and all before it. */
  readonly admit: (input: Sort, output: Sort | undefined) => string | undefined
  /** Has there been one of these sorts? */
  readonly isAdmitted: (input: Sort, output: Sort | undefined) => boolean
  readonly models: () => readonly ModelName[]
}

/** Of a history of `wanted`, or of any model. */
export function fit(wanted: ModelName | undefined): Fit {
  let models = wanted === undefined ? modelNames : [wanted]
  const admitted = new Set<number>()
  const isAdmitted = (input: Sort, output: Sort | undefined): boolean => admitted.has(pairOf(input, output))
  return {
    models: () => models,
    isAdmitted,
    admit: (input, output) => {
      if (isAdmitted(input, output)) return undefined
      const fitting =
        output === undefined ? input.shapes : input.shapes.filter((shape) => output.shapes.includes(shape))
      const left = models.filter((model) => fitting.some((shape) => shape.model === model))
      if (left.length === 0) return expectation(models, wanted, admitted.size > 0)
      models = left
      admitted.add(pairOf(input, output))
      return undefined
    },
  }
}

function pairOf(input: Sort, output: Sort | undefined): number {
  return input.id * 4_096 + (output === undefined ? 4_095 : output.id)
}

function expectation(models: readonly ModelName[], wanted: ModelName | undefined, isLater: boolean): string {
  const words = wordsOf(models)
  if (wanted !== undefined) return `an operation of the model ${wanted} (${words})`
  if (!isLater) {
    const kinds = new Set(shapes.map(({ kind }) => kind))
    return `an operation that one of the models has (${[...kinds].join(', ')})`
  }
  return `an operation of the model ${models.join(' or ')}, as those before it (${words})`
}
