import { forStudents, hiddenPoints, type Grade, type GradedItem } from '../grade/index.ts'
import { loadSolution, type Program } from '../grade/solution/index.ts'
import type { Finding } from '../hunt/index.ts'
import { storyProperty, type Scenario } from '../labs/scenario.ts'
import { replayCommand, wrap, type TextOptions } from '../report/index.ts'
import { exitCodes, gravest, type ExitCode } from './exit-codes.ts'
import { nameOfPart, replayAs, saveFinding } from './findings.ts'
import { lessonsText } from './lab.ts'
import { labNamed } from './options.ts'
import { listed, tellProblems, tellWarnings } from './solution.ts'
import { colours, counted, painted, print, textOptions, toStderr } from './terminal.ts'

/** How many findings are told in full when there is one solution. */
export const toldInFullMax = 2

/** How many of the others are told in a line each; of what is left only the names are said. */
const toldBrieflyMax = 4

/** For whom a grade is told, and where its findings are kept. */
export interface GradeTelling extends TextOptions {
  /** How many findings are told in full; the next ones have a line each and their replay command. */
  readonly inFullMax: number
  /** Where the solution lies, so that findings can be replayed. */
  readonly path: string
  /** What the reader calls the solution. */
  readonly solution: string
  /** Of the rubrics by which it was graded. */
  readonly stories: readonly Scenario[]
  /** What the reader calls the rubric that has them. */
  readonly rubric: string
  /** Keeps the finding that cost these items, the dearest first; what the reader calls its file. */
  readonly keep: (finding: Finding, items: readonly GradedItem[]) => string
}

/** Prints one grade, without private items; so many findings are told in full. */
export async function tellGrade(
  grade: Grade,
  { inFullMax, stories, rubric }: Pick<GradeTelling, 'inFullMax' | 'stories' | 'rubric'>,
): Promise<void> {
  const { solution, status, problems, warnings } = grade
  if (status === 'unusable') tellProblems(solution, problems)
  else tellWarnings(warnings)
  if (status === 'cut short') {
    toStderr(`${colours.red('The grading was stopped:')}\n${listed(problems)}`)
  }
  const keep = (finding: Finding): string => saveFinding(finding, solution)
  const told = { ...textOptions(), inFullMax, path: solution, solution, stories, rubric, keep }
  print(await gradeText(grade, told))
}

/** What a grade says to students, but for problems and warnings: nothing of private items but what they earned. */
export async function gradeText(whole: Grade, telling: GradeTelling): Promise<string> {
  const { bold, dim } = painted(telling.colour)
  const grade = forStudents(whole)
  const hidden = hiddenPoints(whole)
  const { hunts, points, pointsMax, seed: seedUsed, items } = grade
  const total = bold(`${grade.solution}: ${points} of ${pointsMax} points`)
  if (grade.status === 'unusable') return `${bold(grade.solution)}: 0 of ${pointsMax} points`
  const hunted =
    hunts.count === 0
      ? ''
      : `, ${counted(hunts.count, 'hunt')}: ${counted(hunts.schedules, 'schedule')}, ${counted(hunts.steps, 'step')}`
  const lessons = lessonsText(
    labNamed(grade.lab),
    (mark) =>
      (hunts.marks[mark] ?? 0) > 0 ? `${mark}, in ${counted(hunts.marks[mark] ?? 0, 'schedule')}` : null,
    telling,
  )
  const parts = [
    ...itemTexts(items, telling),
    hidden === null ? '' : `${bold('private items')} ${dim(`${hidden.points}/${hidden.pointsMax}`)}`,
    atFaultText(grade, telling),
    `\n${total}${dim(` (seed ${seedUsed}${hunted})`)}`,
    lessons,
    ...(await findingTexts(grade, telling)),
    unseenText(grade, telling),
  ]
  return parts.filter((part) => part !== '').join('\n')
}

/** Each part under its name, then all together. */
function itemTexts(items: readonly GradedItem[], telling: GradeTelling): readonly string[] {
  const { bold, dim } = painted(telling.colour)
  const width = Math.max(...items.map(({ id }) => id.length))
  const parts = [...new Set(items.map(({ part }) => part))]
  return parts.flatMap((part) => {
    const ofPart = items.filter((item) => item.part === part)
    const about =
      part === null ? 'all parts together' : `${nameOfPart(part)}, beside the reference’s other parts`
    const earned = sum(ofPart.map(({ points }) => points))
    const head = `${bold(about)} ${dim(`${earned}/${sum(ofPart.map(({ pointsMax }) => pointsMax))}`)}`
    const lines = ofPart.map((item, i) =>
      itemText(item, sameBefore(ofPart.slice(0, i), item), width, telling),
    )
    return [...(parts.length > 1 ? [head] : []), ...lines]
  })
}

function atFaultText({ atFault }: Grade, { colour, columns }: TextOptions): string {
  if (atFault.length === 0) return ''
  const { red } = painted(colour)
  const parts = atFault.map(nameOfPart).join(', ')
  const text = `At fault: ${parts}: beside the reference’s other parts not what a right one is`
  return `\n${wrapped(text, '', columns).replace('At fault:', red('At fault:'))}`
}

/** The first item that says the very same: who reads it once has read it. */
function sameBefore(before: readonly GradedItem[], item: GradedItem): GradedItem | undefined {
  return before.find(({ verdict, because }) => verdict === item.verdict && because === item.because)
}

function itemText(
  { id, title, verdict, because, points, pointsMax }: GradedItem,
  same: GradedItem | undefined,
  width: number,
  { colour, columns }: TextOptions,
): string {
  const { green, red, yellow, dim } = painted(colour)
  const sign = { held: green('✓'), violated: red('✗'), undecided: yellow('?'), vacuous: yellow('?') }[verdict]
  const line = `${sign} ${`${points}/${pointsMax}`.padStart(5)}  ${id.padEnd(width)}  ${title}`
  if (because === '') return line
  const indent = ' '.repeat(10)
  const why = wrapped(`${verdict}: ${because}`, indent, columns)
  const isShort = same === undefined || !why.includes('\n')
  return `${line}\n${indent}${dim(isShort ? why : `${verdict}: as ${same.id}`)}`
}

/** A way in which promises are broken: the shortest run that shows it, and the items that it cost. */
interface Way {
  readonly finding: Finding
  readonly items: GradedItem[]
}

/** One finding for each way in which promises are broken, with the items that it cost. */
async function findingTexts(grade: Grade, telling: GradeTelling): Promise<readonly string[]> {
  const byWay = new Map<string, Way>()
  for (const item of grade.items) {
    const { finding } = item
    if (finding === null) continue
    const way = `${finding.property} ${finding.signature} ${finding.part ?? ''}`
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
  const ordered = ofEachPart(
    [...byWay.values()].toSorted((a, b) => lostBy(b.items) - lostBy(a.items)),
    grade.items,
  )
  const texts: string[] = []
  const told = ordered.slice(0, telling.inFullMax + toldBrieflyMax)
  for (const [i, { finding, items }] of told.entries()) {
    texts.push(await findingText(finding, items, program, telling, i < telling.inFullMax))
  }
  return [...texts, ...restTexts(ordered.slice(told.length), telling)]
}

/** Of findings that are not told: what they cost, and how to see them. */
function restTexts(ways: readonly Way[], telling: GradeTelling): readonly string[] {
  // All are kept, though one is shown.
  const [first] = ways.map(({ finding, items }) => replayOf(finding, items, telling))
  if (first === undefined) return []
  const costs = ways.map(({ items }) => costOf(items)).join(', ')
  const how = ways.length === 1 ? '' : '  Each has its finding; the first of them:\n'
  return [`${lostText('Lost, too', costs, telling)}${how}  ${replayCommand(first)}`]
}

/** First of each part, in the order of the rubric, what costs most: no part can be mended in another. Then the others. */
function ofEachPart(ways: readonly Way[], items: readonly GradedItem[]): readonly Way[] {
  const parts = [...new Set(items.map(({ part }) => part))]
  const first = parts.flatMap((part) => ways.filter((way) => way.items[0]?.part === part).slice(0, 1))
  return [...first, ...ways.filter((way) => !first.includes(way))]
}

async function findingText(
  finding: Finding,
  items: readonly GradedItem[],
  program: Program,
  telling: GradeTelling,
  isInFull: boolean,
): Promise<string> {
  const { stories, colour, columns } = telling
  const lost = lostText('Lost', costOf(items), telling)
  const replay = replayOf(finding, items, telling)
  if (!isInFull) return `${lost}  ${wrapped(finding.because, '  ', columns)}\n  ${replayCommand(replay)}`
  const options = { print: false, detail: 'essential', others: stories, colour, columns } as const
  const replayed = await replayAs(finding, replay, program, options)
  return `${lost}\n${replayed.kind === 'violated' ? replayed.text : finding.because}`
}

function costOf(items: readonly GradedItem[]): string {
  return `${items.map(({ id }) => id).join(', ')} (${pointsText(lostBy(items))})`
}

function lostText(head: string, costs: string, { colour, columns }: TextOptions): string {
  return `\n${painted(colour).red(wrapped(`${head}: ${costs}`, '  ', columns))}\n`
}

function replayOf(
  finding: Finding,
  items: readonly GradedItem[],
  { keep, solution, stories, rubric }: GradeTelling,
): Parameters<typeof replayCommand>[0] {
  const file = keep(finding, items)
  return isOfStory(finding, stories) ? { file, solution, rubric } : { file, solution }
}

/** Whether only who has these stories knows what the finding is about. */
function isOfStory({ property, signature }: Finding, stories: readonly Scenario[]): boolean {
  return property === storyProperty && stories.some(({ name }) => signature.startsWith(`${name}.`))
}

/** What was lost although nothing is known to be wrong: with the findings, all that was lost. */
function unseenText({ items }: Grade, { colour, columns }: TextOptions): string {
  const { yellow } = painted(colour)
  const unseen = items.filter(({ finding, points, pointsMax }) => finding === null && points < pointsMax)
  const undecided = unseen.filter(({ verdict }) => verdict === 'undecided')
  const others = unseen.filter(({ verdict }) => verdict !== 'undecided')
  const told = (some: readonly GradedItem[]): string =>
    yellow(wrapped(`Not earned: ${namesOf(some)}`, '  ', columns))
  const texts = [
    ...(others.length === 0 ? [] : [told(others)]),
    ...(undecided.length === 0 ? [] : [told(undecided) + forHumans]),
  ]
  return texts.map((text) => `\n${text}`).join('\n')
}

const forHumans =
  '\n  Nothing wrong was found, and it could not be shown that nothing is wrong: ask a human to look at these.'

function namesOf(items: readonly GradedItem[]): string {
  const names = items.map(({ id, verdict }) => `${id} (${verdict})`).join(', ')
  return `${names} (${pointsText(lostBy(items))})`
}

/** What was lost, and not what could be: a mistake may cost a share. */
function lostBy(items: readonly GradedItem[]): number {
  return sum(items.map(({ points, pointsMax }) => pointsMax - points))
}

/** In lines of so many columns; those after the first are indented. */
function wrapped(text: string, indent: string, columns: number): string {
  return wrap(text, columns - indent.length).join(`\n${indent}`)
}

function pointsText(points: number): string {
  return `${points} ${points === 1 ? 'point' : 'points'}`
}

function sum(points: readonly number[]): number {
  return Math.round(points.reduce((total, each) => total + each, 0) * 100) / 100
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
