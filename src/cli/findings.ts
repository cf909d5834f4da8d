import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, extname, join, relative } from 'node:path'
import { judgements } from '../../properties/index.ts'
import type { Explanation, Replay } from '../explain/index.ts'
import { explainTrace } from '../explained.ts'
import { judgementOf, usualLimits, type ReplayEvent } from '../grade/child/index.ts'
import type { Program } from '../grade/solution/index.ts'
import { BadFinding, readFinding, writeFinding, type Finding, type SavedFinding } from '../hunt/index.ts'
import { storyProperty, type Scenario } from '../labs/scenario.ts'
import { renderText, type TextOptions } from '../report/index.ts'
import type { Judgement } from '../trace/index.ts'
import { askChild } from './child.ts'
import { UsageError } from './exit-codes.ts'
import { labNamed, serviceNamed } from './options.ts'
import { textOptions } from './terminal.ts'

/** Where findings are kept, below the current folder. */
const findingsFolder = '.splitbrain'

/** Writes the finding to its file. */
export function saveFinding(finding: Finding, solution: string): string {
  const file = findingFile(finding, solution)
  mkdirSync(dirname(file), { recursive: true })
  writeOut(file, writeFinding({ ...finding, solution }))
  return file
}

/**
 * Below `.splitbrain/`, where the solution's own path is repeated, so that no two solutions and no two ways of failing
 * share a file.
 */
export function findingFile({ property, signature, part }: Finding, solution: string): string {
  const path = relative('', solution).replaceAll('..', '_')
  const folder = join(findingsFolder, dirname(path), basename(path, extname(path)))
  const beside = part === undefined ? '' : `${part}.`
  return join(folder, `${beside}${property}.${signature}.finding.json`)
}

/** Writes a file. Throws `UsageError`. */
export function writeOut(file: string, text: string): void {
  try {
    writeFileSync(file, text)
  } catch (error) {
    throw new UsageError(`cannot write ${file}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** `others`: stories that are not the lecture's, of which the finding may be. */
export function loadFinding(file: string, others: readonly Scenario[]): SavedFinding {
  try {
    const finding = readFinding(readFileSync(file, 'utf8'))
    const { lab } = finding.setup
    if (judgementIn(finding, others) !== null) return finding
    if (finding.property === storyProperty) throw new BadFinding(unknownStory)
    const known = (judgements[labNamed(lab).name] ?? []).map(({ name }) => name)
    throw new BadFinding(
      `the finding is of the property \`${finding.property}\`: expected one of ${known.join(', ')}`,
    )
  } catch (error) {
    if (error instanceof UsageError) throw error
    if (error instanceof BadFinding) throw new UsageError(`${file}: ${error.message}`)
    throw new UsageError(`cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

const unknownStory =
  'the finding is of a story that is not the lecture’s: say --private FOLDER or --rubric FILE, with which it was graded'

/** Who judges the run of the finding; null where nobody knows its property. */
function judgementIn(finding: Finding, others: readonly Scenario[]): Judgement | null {
  const { name, marksOf } = labNamed(finding.setup.lab)
  return judgementOf(finding, { judgements: judgements[name] ?? [], marksOf }, others)
}

/** What became of a replay, and the text that tells it. */
export type Replayed =
  | { readonly kind: 'violated'; readonly text: string; readonly explanation: Explanation }
  | { readonly kind: 'kept' }
  /** A handler misbehaved before the run was over. */
  | { readonly kind: 'ended'; readonly steps: number; readonly message: string }
  | { readonly kind: 'undecided'; readonly message: string }
  /** After so many steps, in which the promise was kept, or broken in a way that is told. */
  | {
      readonly kind: 'diverged'
      readonly taken: number
      readonly message: string
      readonly broken: string | null
    }
  | { readonly kind: 'unusable'; readonly message: string }

/** Replays the finding in a child and tells what happens, if the promise is broken again, for the terminal. */
export async function replayFinding(
  finding: Finding,
  file: string,
  solution: string,
  program: Program,
  print: boolean,
  detail: 'essential' | 'full',
): Promise<Replayed> {
  return replayAs(finding, { file, solution }, program, { print, detail, others: [], ...textOptions() })
}

/** Replays the finding, and tells it for any reader. `replay` is what the reader calls the finding and the solution. */
export async function replayAs(
  finding: Finding,
  replay: Replay,
  program: Program,
  {
    print,
    detail,
    others,
    ...text
  }: TextOptions & {
    readonly print: boolean
    readonly detail: 'essential' | 'full'
    readonly others: readonly Scenario[]
  },
): Promise<Replayed> {
  const lab = labNamed(finding.setup.lab)
  const service = serviceNamed(finding.setup.service)
  let replayed: ReplayEvent['result'] | null = null
  const request = {
    lab: lab.name,
    service: service.name,
    program,
    job: { kind: 'replay', finding, withOdds: true, others } as const,
    print,
  }
  const ending = await askChild(request, usualLimits, (event) => {
    if (event.kind === 'replayed') replayed = event.result
  })
  if (ending.kind === 'stopped') return { kind: 'unusable', message: ending.message }
  if (ending.kind === 'unusable')
    return { kind: 'unusable', message: ending.problems.map((problem) => problem.message).join('; ') }
  // The callback above assigns it; the compiler does not see that.
  const result = replayed as ReplayEvent['result'] | null
  if (result === null) return { kind: 'unusable', message: 'the child said nothing' }
  if (result.kind === 'diverged') {
    const { taken, reason: message, verdict } = result
    return { kind: 'diverged', taken, message, broken: verdict.kind === 'violated' ? verdict.because : null }
  }
  const judgement = judgementIn(finding, others)
  if (result.verdict.kind !== 'violated' || judgement === null) return withoutViolation(result)
  const explained = explainTrace({
    trace: result.trace,
    judgement,
    violated: result.verdict,
    lab,
    replay,
    inevitability: result.inevitability,
    isShortest: finding.minimality === 'proved',
    detail,
  })
  const explanation = isClaim(finding) ? explained : { ...explained, testModule: null }
  return { kind: 'violated', text: `${besideText(finding)}${renderText(explanation, text)}`, explanation }
}

/** Whether tests can make the promise of the whole solution: stories and costs are no properties, and parts play in company. */
function isClaim({ property, part, setup }: Finding): boolean {
  return part === undefined && (judgements[setup.lab] ?? []).some(({ name }) => name === property)
}

/** Who plays in the run of the finding, besides the solution; empty where nobody does. */
export function besideText({ part }: Finding): string {
  return part === undefined
    ? ''
    : `In this run only the ${nameOfPart(part)} is yours; the other parts are the reference’s.\n\n`
}

/** A part of a solution, in running text: `view server`. */
export function nameOfPart(part: string): string {
  return part.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

function withoutViolation({ verdict, trace }: ReplayEvent['result'] & { readonly kind: 'judged' }): Replayed {
  const last = trace.entries.at(-1)?.effects.at(-1)
  if (last?.kind === 'misbehaved') {
    const { node, offence } = last
    const steps = trace.entries.filter(({ cause }) => cause.kind !== 'start').length
    return { kind: 'ended', steps, message: `${node}, in ${offence.handler}: ${offence.message}` }
  }
  if (verdict.kind === 'undecided') return { kind: 'undecided', message: verdict.why }
  return { kind: 'kept' }
}
