import { naturalNumber, wholeNumber, type AnyOperation } from './jsonl-line.ts'
import { isOfType, shapes, type Fields, type FieldType, type ModelName } from './vocabulary.ts'

/** What is wrong with an operation that no model has: where, what was expected there, and what to do. */
export type Misfit = {
  readonly part: 'input' | 'output'
  /** In `part`; the whole of it, if none. */
  readonly field: string | undefined
  readonly expected: string
  readonly advice: string
}

/** Undefined where the models have nothing of this kind, so that no field is the culprit. */
export function misfitOf(operation: AnyOperation, models: readonly ModelName[]): Misfit | undefined {
  const ofKind = shapes.filter(
    ({ model, kind }) => models.includes(model) && kind === kindOf(operation.input),
  )
  const inputs = ofKind.map(({ fields }) => fields)
  const wrong = mismatchOf('input', operation.input, inputs)
  if (wrong !== undefined || operation.kind !== 'returned') return wrong
  const { input, output } = operation
  const answering = ofKind.filter(({ fields }) => isOf(input, fields))
  const answers = answering.flatMap((shape) => [...shape.answers])
  const outputs = answers.filter(([kind]) => kind === kindOf(output)).map(([, fields]) => fields)
  if (answers.length > 0 && outputs.length === 0) {
    const kinds = [...new Set(answers.map(([kind]) => JSON.stringify(kind)))]
    return {
      part: 'output',
      field: undefined,
      expected: `${listed(kinds)} as the kind of answer to ${quoted(input)}`,
      advice: 'correct the answer, or the model',
    }
  }
  return mismatchOf('output', output, outputs)
}

/** Against the fields that come nearest to those that are there. */
function mismatchOf(part: Misfit['part'], value: object, candidates: readonly Fields[]): Misfit | undefined {
  const [nearest] = candidates.toSorted(
    (left, right) => mistakesIn(value, left).length - mistakesIn(value, right).length,
  )
  const [mistake] = nearest === undefined ? [] : mistakesIn(value, nearest)
  return mistake === undefined ? undefined : { part, ...mistake }
}

type Mistake = Omit<Misfit, 'part'>

function mistakesIn(value: object, fields: Fields): readonly Mistake[] {
  // The cast: any object may be looked at.
  const record = value as Readonly<Record<string, unknown>>
  const mistakes = fields.flatMap(([name, type]): readonly Mistake[] => {
    if (!Object.hasOwn(record, name)) {
      return [
        { field: undefined, expected: `"${name}" in ${quoted(value)}`, advice: `give it ${words[type]}` },
      ]
    }
    if (isOfType(type, record[name])) return []
    const came = record[name]
    const isRounded = typeof came === 'number' && !Number.isSafeInteger(came)
    return [
      {
        field: name,
        expected: `"${name}" of ${quoted(value)} to be ${words[type]}`,
        advice: isRounded ? 'any other number may have been rounded: write it as a text' : 'correct it',
      },
    ]
  })
  const known = ['kind', ...fields.map(([name]) => name)]
  const others = Object.keys(record).filter((name) => !known.includes(name))
  const unknown = others.map((name) => ({
    field: name,
    expected: `no other fields than ${known.join(', ')} in ${quoted(value)}`,
    advice: `take out ${JSON.stringify(name)}`,
  }))
  return [...mistakes, ...unknown]
}

function isOf(value: object, fields: Fields): boolean {
  return mistakesIn(value, fields).length === 0
}

function kindOf(value: object): unknown {
  return 'kind' in value ? value.kind : undefined
}

function quoted(value: object): string {
  return JSON.stringify(kindOf(value))
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
}

const words: Readonly<Record<FieldType, string>> = {
  text: 'a text',
  'text?': 'a text or null',
  scalar: `a text, ${wholeNumber}, true, false or null`,
  whole: wholeNumber,
  natural: naturalNumber,
  truth: 'true or false',
  scalars: `a list of texts, numbers, truth values or nulls, each number ${wholeNumber}`,
  amounts: `an object of accounts, each with ${wholeNumber}`,
}
