import { decodePlain, toJson } from '../port/index.ts'
import { findingFormat, type Finding } from './finding.ts'

/** A finding as it is kept in a file: with the solution that it is about, as a path relative to where it was found. */
export interface SavedFinding extends Finding {
  readonly solution: string
}

/** Thrown for a file that is not a finding: what was expected, what came. */
export class BadFinding extends Error {
  override readonly name = 'BadFinding'
}

/** The text of a `*.finding.json`: a step a line, so that people and `diff` can read it. */
export function writeFinding({ steps, ...head }: SavedFinding): string {
  const fields = Object.entries(head).map(
    ([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(toJson(value))},\n`,
  )
  const lines = steps.map((step) => `    ${JSON.stringify(toJson(step))}`).join(',\n')
  return `{\n${fields.join('')}  "steps": [\n${lines}\n  ]\n}\n`
}

/** Reads a `*.finding.json`. Throws `BadFinding`. */
export function readFinding(text: string): SavedFinding {
  const json = parse(text)
  if (typeof json !== 'object' || json === null) throw new BadFinding('expected a finding: a JSON object')
  const fields = json as Record<string, unknown>
  const { format } = fields
  if (typeof format !== 'number') throw new BadFinding('expected a finding: `format` must be a number')
  if (format > findingFormat) {
    throw new BadFinding(
      `the finding is format ${format}, this build reads up to ${findingFormat}: upgrade splitbrain`,
    )
  }
  for (const name of ['property', 'signature', 'because', 'solution']) {
    if (typeof fields[name] !== 'string')
      throw new BadFinding(`expected a finding: \`${name}\` must be a text`)
  }
  if (fields['part'] !== undefined && typeof fields['part'] !== 'string')
    throw new BadFinding('expected a finding: `part`, if there is one, must be a text')
  checkSetup(fields['setup'])
  checkCalm(fields['calm'])
  if (!Array.isArray(fields['steps'])) throw new BadFinding('expected a finding: `steps` must be a list')
  fields['steps'].forEach(checkStep)
  // Its fields were looked at one by one above.
  return decodePlain(json) as SavedFinding
}

function checkSetup(setup: unknown): void {
  const { lab, service, servers, clients } = fieldsOf(setup)
  if (typeof lab !== 'string' || typeof service !== 'string') {
    throw new BadFinding('expected a finding: `setup` must have a lab and a service')
  }
  for (const [name, nodes] of Object.entries({ servers, clients })) {
    if (Array.isArray(nodes) && nodes.every((node) => typeof node === 'string')) continue
    throw new BadFinding(`expected a finding: \`setup.${name}\` must be a list of addresses`)
  }
}

function checkCalm(calm: unknown): void {
  if (calm === null) return
  const { fromMs, endMs, severed, unissued } = fieldsOf(calm)
  const isCalm = [fromMs, endMs, unissued].every((n) => typeof n === 'number') && Array.isArray(severed)
  if (!isCalm)
    throw new BadFinding('expected a finding: `calm` must be null or { fromMs, endMs, severed, unissued }')
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new BadFinding(
      `expected a finding: JSON that can be read to its end (${reason}); is the file truncated?`,
    )
  }
}

/** What each kind of step must have besides its kind. */
const stepFields: Readonly<Record<string, readonly string[]>> = {
  invoke: ['client', 'command'],
  deliver: ['from', 'to', 'message'],
  timer: ['node', 'name'],
  crash: ['node'],
  join: ['node'],
}

function checkStep(entry: unknown, i: number): void {
  const { step, atMs } = fieldsOf(entry)
  const { kind, ...fields } = fieldsOf(step)
  const wanted = Object.hasOwn(stepFields, String(kind)) ? stepFields[String(kind)] : undefined
  const isStep = wanted?.every((name) =>
    name === 'message'
      ? typeof fieldsOf(fields[name])['kind'] === 'string'
      : name === 'command'
        ? typeof fieldsOf(fields[name])['op'] === 'string'
        : typeof fields[name] === 'string',
  )
  if (isStep === true && (atMs === null || typeof atMs === 'number')) return
  throw new BadFinding(
    `steps[${i}]: expected { atMs, step } with a step of the kind ${Object.keys(stepFields).join(', ')} ` +
      `and its fields${wanted === undefined ? '' : ` (${wanted.join(', ')})`}, found ${JSON.stringify(entry)?.slice(0, 80)}`,
  )
}
