import type { Grade, GradedItem } from '../grade/index.ts'
import { loadSolution, type Program } from '../grade/solution/index.ts'
import type { Finding } from '../hunt/index.ts'
import type { TextOptions } from '../report/index.ts'
import { exitCodes, gravest, type ExitCode } from './exit-codes.ts'
import { replayAs, saveFinding } from './findings.ts'
import { lessonsText } from './lab.ts'
import { labNamed } from './options.ts'
import { listed, tellProblems, tellWarnings } from './solution.ts'
import { colours, counted, painted, print, textOptions } from './terminal.ts'

/** How many findings are told in full when there is one solution. */
export const toldInFullMax = 2

/** For whom a grade is told, and where its findings are kept. */
export interface GradeTelling extends TextOptions {
  /** How many findings are told in full; the others have a line each and their replay command. */
  readonly inFullMax: number
  /** Where the solution lies, so that findings can be replayed. */
  readonly path: string
  /** What the reader calls the solution. */
  readonly solution: string
  /** Keeps the finding that cost these items, the dearest first; what the reader calls its file. */
  readonly keep: (finding: Finding, items: readonly GradedItem[]) => string
}

/** Prints one grade; so many findings are told in full. */
export async function tellGrade(grade: Grade, inFullMax: number): Promise<void> {
  const { solution, status, problems, warnings } = grade
  if (status === 'unusable') tellProblems(solution, problems)
  else tellWarnings(warnings)
  if (status === 'cut short') {
    process.stderr.write(`${colours.red('The grading was stopped:')}\n${listed(problems)}`)
  }
  const keep = (finding: Finding): string => saveFinding(finding, solution)
  print(await gradeText(grade, { ...textOptions(), inFullMax, path: solution, solution, keep }))
}

/** What a grade says, but for problems and warnings. */
export async function gradeText(grade: Grade, telling: GradeTelling): Promise<string> {
  const { bold, dim } = painted(telling.colour)
  const { summary, points, pointsMax, seed: seedUsed, items } = grade
  const total = bold(`${grade.solution}: ${points} of ${pointsMax} points`)
  if (grade.status === 'unusable') return `${bold(grade.solution)}: 0 of ${pointsMax} points`
  const width = Math.max(...items.map(({ id }) => id.length))
  const hunted =
    summary === null ? '' : `, ${counted(summary.schedules, 'schedule')}, ${counted(summary.steps, 'step')}`
  const lessons = lessonsText(
    labNamed(grade.lab),
    (mark) =>
      (summary?.marks[mark] ?? 0) > 0
        ? `${mark}, in ${counted(summary?.marks[mark] ?? 0, 'schedule')}`
        : null,
    telling,
  )
  const parts = [
    ...items.map((item) => itemText(item, width, telling)),
    `\n${total}${dim(` (seed ${seedUsed}${hunted})`)}`,
    lessons,
    ...(await findingTexts(grade, telling)),
    unseenText(grade, telling),
  ]
  return parts.filter((part) => part !== '').join('\n')
}

function itemText(
  { id, title, verdict, because, points, pointsMax }: GradedItem,
  width: number,
  { colour }: TextOptions,
): string {
  const { green, red, yellow, dim } = painted(colour)
  const sign = { held: green('✓'), violated: red('✗'), undecided: yellow('?'), vacuous: yellow('?') }[verdict]
  const line = `${sign} ${`${points}/${pointsMax}`.padStart(5)}  ${id.padEnd(width)}  ${title}`
  return because === '' ? line : `${line}\n${' '.repeat(10)}${dim(`${verdict}: ${because}`)}`
}

/** One finding for each way in which promises are broken, with the items that it cost. */
async function findingTexts(grade: Grade, telling: GradeTelling): Promise<readonly string[]> {
  const byWay = new Map<string, { readonly finding: Finding; readonly items: GradedItem[] }>()
  for (const item of grade.items) {
    const { finding } = item
    if (finding === null) continue
    const way = `${finding.property} ${finding.signature}`
    const known = byWay.get(way)
    if (known === undefined) byWay.set(way, { finding, items: [item] })
    else {
      // The shortest run tells it best, and its item comes first.
      if (finding.steps.length < known.finding.steps.length) {
        byWay.set(way, { finding, items: [item, ...known.items] })
      } else known.items.push(item)
    }
  }
  if (byWay.size === 0) return []
  const program = await loadSolution(telling.path)
  if (program.kind === 'unusable') return []
  const ordered = [...byWay.values()].toSorted((a, b) => pointsOf(b.items) - pointsOf(a.items))
  const texts: string[] = []
  for (const [i, { finding, items }] of ordered.entries()) {
    texts.push(await findingText(finding, items, program, telling, i < telling.inFullMax))
  }
  return texts
}

async function findingText(
  finding: Finding,
  items: readonly GradedItem[],
  program: Program,
  { keep, solution, colour, columns }: GradeTelling,
  isInFull: boolean,
): Promise<string> {
  const cost = `${items.map(({ id }) => id).join(', ')} (${pointsOf(items)} points)`
  const lost = `\n${painted(colour).red(`Lost: ${cost}`)}\n`
  const file = keep(finding, items)
  if (!isInFull) return `${lost}  ${finding.because}\n  splitbrain replay ${file}`
  const options = { print: false, detail: 'essential', colour, columns } as const
  const replayed = await replayAs(finding, { file, solution }, program, options)
  return `${lost}\n${replayed.kind === 'violated' ? replayed.text : finding.because}`
}

/** What was lost although nothing is known to be wrong: with the findings, all that was lost. */
function unseenText({ items }: Grade, { colour }: TextOptions): string {
  const unseen = items.filter(
    ({ verdict, finding, pointsMax }) => verdict !== 'held' && finding === null && pointsMax > 0,
  )
  if (unseen.length === 0) return ''
  const names = unseen.map(({ id, verdict }) => `${id} (${verdict})`).join(', ')
  return `\n${painted(colour).yellow(`Not earned: ${names} (${pointsOf(unseen)} points)`)}`
}

function pointsOf(items: readonly GradedItem[]): number {
  return items.reduce((sum, { pointsMax }) => sum + pointsMax, 0)
}

/** What one grade ends the process with. */
export function codeOf({ items, status }: Grade): ExitCode {
  if (status === 'fault') return exitCodes.fault
  if (status === 'unusable') return exitCodes.unusable
  const verdicts = new Set(items.map(({ verdict }) => verdict))
  const codes: ExitCode[] = [
    ...(status === 'cut short' ? [exitCodes.unusable] : []),
    ...(verdicts.has('violated') ? [exitCodes.violated] : []),
    ...(verdicts.has('undecided') || verdicts.has('vacuous') ? [exitCodes.undecided] : []),
  ]
  return gravest(codes)
}
