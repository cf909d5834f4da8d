import type { Grade, GradedItem } from '../grade/index.ts'
import { loadSolution } from '../grade/solution/index.ts'
import type { Finding } from '../hunt/index.ts'
import { exitCodes, gravest, type ExitCode } from './exit-codes.ts'
import { replayFinding, saveFinding } from './findings.ts'
import { tellLessons } from './lab.ts'
import { labNamed } from './options.ts'
import { listed, tellProblems, tellWarnings } from './solution.ts'
import { colours, counted, print } from './terminal.ts'

/** How many findings are told in full; the others have a line each and their replay command. */
export const toldInFullMax = 2

/** Prints one grade; so many findings are told in full. */
export async function tellGrade(grade: Grade, inFullMax: number): Promise<void> {
  if (grade.status === 'unusable') {
    tellProblems(grade.solution, grade.problems)
    print(`${colours.bold(grade.solution)}: 0 of ${grade.pointsMax} points`)
    return
  }
  tellWarnings(grade.warnings)
  const width = Math.max(...grade.items.map(({ id }) => id.length))
  for (const item of grade.items) print(itemLine(item, width))
  if (grade.status === 'cut short') {
    process.stderr.write(`${colours.red('The grading was stopped:')}\n${listed(grade.problems)}`)
  }
  const { summary, points, pointsMax, seed: seedUsed } = grade
  const hunted =
    summary === null ? '' : `, ${counted(summary.schedules, 'schedule')}, ${counted(summary.steps, 'step')}`
  print(
    `\n${colours.bold(`${grade.solution}: ${points} of ${pointsMax} points`)}${colours.dim(` (seed ${seedUsed}${hunted})`)}`,
  )
  tellLessons(labNamed(grade.lab), (mark) =>
    (summary?.marks[mark] ?? 0) > 0 ? `${mark}, in ${counted(summary?.marks[mark] ?? 0, 'schedule')}` : null,
  )
  await tellFindings(grade, inFullMax)
  tellUnseen(grade)
}

function itemLine({ id, title, verdict, because, points, pointsMax }: GradedItem, width: number): string {
  const sign = {
    held: colours.green('✓'),
    violated: colours.red('✗'),
    undecided: colours.yellow('?'),
    vacuous: colours.yellow('?'),
  }[verdict]
  const line = `${sign} ${`${points}/${pointsMax}`.padStart(5)}  ${id.padEnd(width)}  ${title}`
  return because === '' ? line : `${line}\n${' '.repeat(10)}${colours.dim(`${verdict}: ${because}`)}`
}

/** One finding for each way in which promises are broken, with the items that it cost. */
async function tellFindings(grade: Grade, inFullMax: number): Promise<void> {
  const byWay = new Map<string, { readonly finding: Finding; readonly items: GradedItem[] }>()
  for (const item of grade.items) {
    const { finding } = item
    if (finding === null) continue
    const way = `${finding.property} ${finding.signature}`
    const known = byWay.get(way)
    if (known === undefined) byWay.set(way, { finding, items: [item] })
    else {
      known.items.push(item)
      // The shortest run tells it best.
      if (finding.steps.length < known.finding.steps.length) byWay.set(way, { finding, items: known.items })
    }
  }
  if (byWay.size === 0) return
  const program = await loadSolution(grade.solution)
  if (program.kind === 'unusable') return
  const ordered = [...byWay.values()].toSorted((a, b) => pointsOf(b.items) - pointsOf(a.items))
  for (const [i, { finding, items }] of ordered.entries()) {
    const cost = `${items.map(({ id }) => id).join(', ')} (${pointsOf(items)} points)`
    const file = saveFinding(finding, grade.solution)
    if (i < inFullMax) {
      const replayed = await replayFinding(finding, file, grade.solution, program, false, 'essential')
      print(`\n${colours.red(`Lost: ${cost}`)}\n`)
      print(replayed.kind === 'violated' ? replayed.text : finding.because)
    } else {
      print(`\n${colours.red(`Lost: ${cost}`)}\n  ${finding.because}\n  splitbrain replay ${file}`)
    }
  }
}

/** What was lost although nothing is known to be wrong: with the findings, all that was lost. */
function tellUnseen({ items }: Grade): void {
  const unseen = items.filter(
    ({ verdict, finding, pointsMax }) => verdict !== 'held' && finding === null && pointsMax > 0,
  )
  if (unseen.length === 0) return
  const names = unseen.map(({ id, verdict }) => `${id} (${verdict})`).join(', ')
  print(`\n${colours.yellow(`Not earned: ${names} (${pointsOf(unseen)} points)`)}`)
}

function pointsOf(items: readonly GradedItem[]): number {
  return items.reduce((sum, { pointsMax }) => sum + pointsMax, 0)
}

/** What one grade ends the process with. */
export function codeOf({ items, status }: Grade): ExitCode {
  if (status === 'unusable') return exitCodes.unusable
  const verdicts = new Set(items.map(({ verdict }) => verdict))
  const codes: ExitCode[] = [
    ...(status === 'cut short' ? [exitCodes.unusable] : []),
    ...(verdicts.has('violated') ? [exitCodes.violated] : []),
    ...(verdicts.has('undecided') || verdicts.has('vacuous') ? [exitCodes.undecided] : []),
  ]
  return gravest(codes)
}
