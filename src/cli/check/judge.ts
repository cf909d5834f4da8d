import { check, checkOperations, outcomeOf, type Operation } from '#checker'
import {
  formatOf,
  formats,
  modelFor,
  type AnyModel,
  type Format,
  type ModelName,
  type Recording,
} from '#checker/formats'
import { ProgressLine, counted, number } from '../terminal.ts'
import { sourceOf, withHead } from './source.ts'

/** What the user has chosen; what is undefined is guessed. */
export type Choice = {
  readonly model: ModelName | undefined
  readonly format: Format | undefined
  readonly stepsMax: number
}

/** What there is to say about one file. */
export type Judged =
  | {
      readonly kind: 'linearizable' | 'illegal' | 'undecided'
      readonly file: string
      readonly format: string
      readonly model: ModelName
      readonly operations: number
      readonly stepsSpent: number
      /** Lines for people: what cannot be placed, or why nothing can be said. */
      readonly details: readonly string[]
    }
  | {
      /** No history, so no verdict. */
      readonly kind: 'malformed'
      readonly file: string
      readonly line: number
      readonly column: number
      readonly message: string
    }
  | {
      /** Not even read: no such file, no such format, or a model that has nothing to do with it. */
      readonly kind: 'unusable'
      readonly file: string
      readonly message: string
    }

/** Reads a file and judges it. What is wrong with it is part of the answer: other files may be better. */
export async function judge(file: string, choice: Choice): Promise<Judged> {
  const progress = new ProgressLine()
  try {
    return await judgeSource(file, choice, progress)
  } catch (error) {
    if (!isAboutFile(error)) throw error
    return { kind: 'unusable', file, message: `cannot read it: ${error.message}` }
  } finally {
    progress.clear()
  }
}

async function judgeSource(file: string, choice: Choice, progress: ProgressLine): Promise<Judged> {
  const source = sourceOf(file)
  const { name } = source
  const { head, all } = await withHead(source.chunks)
  const format = choice.format ?? formatOf(head)
  if (format === undefined)
    return { kind: 'malformed', file: name, line: 1, column: 1, message: unknownFormat(head) }
  const reader = format.read(choice.model)
  let characters = 0
  for await (const chunk of all) {
    if (!reader.push(chunk)) break
    characters += chunk.length
    progress.update(`${name}: ${number(Math.round(characters / 1e6))} MB read …`)
  }
  const reading = reader.end()
  if (reading.kind === 'malformed') {
    const guess =
      choice.format === undefined ? ` (read as ${format.name}, for it begins with ${format.sign})` : ''
    return {
      kind: 'malformed',
      file: name,
      line: reading.line,
      column: reading.column,
      message: reading.message + guess,
    }
  }
  progress.update(`${name}: checking ${counted(reading.operations.length, 'operation')} …`)
  return judgeRecording(name, format, reading, choice.stepsMax)
}

function judgeRecording(
  file: string,
  format: Format,
  recording: Recording<unknown, unknown>,
  stepsMax: number,
): Judged {
  const [modelName] = recording.models
  if (modelName === undefined)
    throw new Error(`the reader of ${format.name} found no model, and no fault either`)
  const model = modelFor(modelName, recording)
  if (typeof model === 'string') return { kind: 'unusable', file, message: model }
  const verdict = check(model, recording.operations, { stepsMax })
  const told = {
    kind: verdict.kind,
    file,
    format: format.name,
    model: modelName,
    operations: recording.operations.length,
    stepsSpent: verdict.stepsSpent,
  }
  switch (verdict.kind) {
    case 'linearizable':
      return { ...told, details: [] }
    case 'undecided':
      return { ...told, details: [`  ${verdict.why}; try a larger --budget`] }
    case 'illegal':
      return { ...told, details: explanation(model, verdict.group, stepsMax) }
    default:
      return verdict satisfies never
  }
}

function explanation(
  model: AnyModel,
  group: readonly Operation<unknown, unknown>[],
  stepsMax: number,
): readonly string[] {
  const { partition: _, ...whole } = model
  const verdict = checkOperations(whole, group, { stepsMax })
  if (verdict.kind !== 'illegal') return [`  among ${counted(group.length, 'operation')}`]
  const name = (operation: Operation<unknown, unknown>): string =>
    `${operation.client}: ${model.describeOperation(operation.input, outcomeOf(operation))}`
  const { longest, unplaceable } = verdict
  const end = longest.slice(-5)
  const isWhole = end.length === longest.length
  return [
    `  an order that explains ${counted(longest.length, 'operation')}${isWhole ? '' : '; its end:'}`,
    ...end.map((operation) => `    ${name(operation)}`),
    '  and after it this one, which has to come before anything else that is left, is impossible:',
    `    ${name(unplaceable)}`,
  ]
}

function unknownFormat(head: string): string {
  const [first = ''] = head.split('\n', 1)
  const known = formats
    .filter(({ sign }) => sign !== '')
    .map(({ name, sign }) => `${name} (begins with ${sign})`)
  return `expected one of ${known.join(', ')}, found ${JSON.stringify(first.trim().slice(0, 60))}: name the format with --format`
}

/** Of the file system, or of a text that is no UTF-8. */
function isAboutFile(error: unknown): error is Error {
  return (
    error instanceof Error &&
    (error instanceof TypeError ? /encoded data/.test(error.message) : 'syscall' in error)
  )
}
