import { check, explain, UnfitOperation, type Explanation } from '#checker'
import { formatOf, formats, modelFor, type Format, type ModelName, type Recording } from '#checker/formats'
import { ProgressLine, counted, number } from '../terminal.ts'
import { nameOf, sourceOf, withHead } from './source.ts'
import { NoText, troubleWith } from './trouble.ts'

/** What the user has chosen; what is undefined is guessed. */
export type Choice = {
  readonly model: ModelName | undefined
  readonly format: Format | undefined
  readonly stepsMax: number
}

/** What there is to say about one file. */
export type Judged =
  | (Told & { readonly kind: 'linearizable' })
  | (Told & { readonly kind: 'undecided'; readonly why: string; readonly stepsMax: number })
  | (Told & { readonly kind: 'illegal'; readonly explanation: Explanation<unknown, unknown> })
  | {
      /** No history, so no verdict. */
      readonly kind: 'malformed'
      readonly file: string
      readonly line: number
      readonly column: number
      readonly message: string
    }
  | {
      /** Not even read: there is no such file, or it does not say what its model needs. */
      readonly kind: 'unusable'
      readonly file: string
      readonly message: string
    }

/** How a verdict was reached. */
export type Told = {
  readonly file: string
  readonly format: string
  readonly model: ModelName
  readonly operations: number
  /** How many of them were answered. */
  readonly returned: number
  readonly stepsSpent: number
}

/** Reads a file and judges it. What is wrong with it is part of the answer: other files may be better. */
export async function judge(file: string, choice: Choice): Promise<Judged> {
  const progress = new ProgressLine()
  try {
    return await judgeSource(file, choice, progress)
  } catch (error) {
    if (error instanceof NoText) {
      return { kind: 'malformed', file: nameOf(file), line: error.line, column: 1, message: error.message }
    }
    const message = error instanceof UnfitOperation ? error.message : troubleWith(error)
    if (message === undefined) throw error
    return { kind: 'unusable', file: nameOf(file), message }
  } finally {
    progress.clear()
  }
}

async function judgeSource(file: string, choice: Choice, progress: ProgressLine): Promise<Judged> {
  const source = sourceOf(file)
  const { name } = source
  const { head, all } = await withHead(source.chunks)
  const format = choice.format ?? formatOf(head)
  if (format === undefined || head.trim() === '')
    return { kind: 'malformed', file: name, line: 1, column: 1, message: unknownFormat(head) }
  if (choice.format === undefined && jsonList.test(head))
    return { kind: 'malformed', file: name, line: 1, column: 1, message: noJsonList }
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
  return judgeRecording(name, format, reading, choice.stepsMax, progress)
}

/** Whether it is one of the model, of several whose operations these could be. */
function isLinearizable(name: ModelName, recording: Recording<unknown, unknown>, stepsMax: number): boolean {
  const model = modelFor(name, recording)
  if (typeof model === 'string') return false
  return check(model, recording.operations, { stepsMax }).kind === 'linearizable'
}

function whichOf(likeliest: ModelName, other: ModelName): string {
  return (
    `expected to be told the model, for these could be operations of several: the history is not linearizable as one of ` +
    `${likeliest}, but it is as one of ${other}: say --model ${likeliest}, or --model ${other}`
  )
}

/** Those of Jepsen have keywords in their maps. */
const jsonList = /^\s*\[\s*\{\s*"/
const noJsonList =
  'expected one JSON object a line, got a list of them: write each on a line of its own, as `jq -c ".[]"` does'

function judgeRecording(
  file: string,
  format: Format,
  recording: Recording<unknown, unknown>,
  stepsMax: number,
  progress: ProgressLine,
): Judged {
  const [modelName] = recording.models
  if (modelName === undefined)
    throw new Error(`the reader of ${format.name} found no model, and no fault either`)
  const model = modelFor(modelName, recording)
  if (typeof model === 'string') return { kind: 'unusable', file, message: model }
  const verdict = explain(model, recording.operations, {
    stepsMax,
    onProgress: ({ groups, decided, stepsSpent }) => {
      const steps = `${number(stepsSpent)} of ${number(stepsMax)} steps`
      progress.update(`${file}: ${number(decided)} of ${counted(groups, 'group')} decided, ${steps} …`)
    },
  })
  const told = {
    file,
    format: format.name,
    model: modelName,
    operations: recording.operations.length,
    returned: recording.operations.filter(({ kind }) => kind === 'returned').length,
    stepsSpent: verdict.stepsSpent,
  }
  switch (verdict.kind) {
    case 'linearizable':
      return { kind: verdict.kind, ...told }
    case 'undecided':
      return { kind: verdict.kind, ...told, why: verdict.why, stepsMax }
    case 'illegal': {
      const other = recording.models.slice(1).find((name) => isLinearizable(name, recording, stepsMax))
      if (other !== undefined) return { kind: 'unusable', file, message: whichOf(modelName, other) }
      return { kind: verdict.kind, ...told, explanation: verdict }
    }
    default:
      return verdict satisfies never
  }
}

function unknownFormat(head: string): string {
  if (head.trim() === '') {
    const what = head === '' ? 'an empty file' : 'a blank beginning'
    return `expected an operation, got ${what}: a history has at least one`
  }
  const [first = ''] = head.split('\n', 1)
  const known = formats
    .filter(({ sign }) => sign !== '')
    .map(({ name, sign }) => `${name} (begins with ${sign})`)
  const came = JSON.stringify(first.trim().slice(0, 60))
  return `expected one of ${known.join(', ')}, got ${came}: if it is one of these, name the format with --format`
}
