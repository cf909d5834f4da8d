import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { judgements } from '../../../properties/index.ts'
import {
  BadRubric,
  formats,
  gradeSolution,
  parseRubric,
  type Grade,
  type GradedItem,
} from '../../grade/index.ts'
import { loadSolution } from '../../grade/solution/index.ts'
import type { Finding } from '../../hunt/index.ts'
import { labs, type Rubric } from '../../labs/index.ts'
import { scenarios } from '../../labs/scenarios.ts'
import { exitCodes, gravest, UsageError, type ExitCode } from '../exit-codes.ts'
import { replayFinding, saveFinding, writeOut } from '../findings.ts'
import { labOf, tellLessons } from '../lab.ts'
import {
  defaults,
  labNamed,
  labOption,
  positive,
  seed,
  serviceFor,
  serviceNamed,
  serviceOption,
} from '../options.ts'
import { listed, tellProblems, tellWarnings } from '../solution.ts'
import { colours, counted, print, ProgressLine, progressText } from '../terminal.ts'

interface GradeOptions {
  readonly lab?: string
  readonly service?: string
  readonly rubric?: string
  readonly json?: string
  readonly junit?: string
  readonly seed: number
  readonly budget: number
}

/** How many findings are told in full; the others have a line each and their replay command. */
const toldInFullMax = 2

export function addGrade(program: Command, run: (act: () => Promise<ExitCode>) => Promise<void>): void {
  program
    .command('grade')
    .summary('grade solutions by a rubric')
    .description(
      'Plays the scenarios of the lecture and a hunt against each solution, and gives points by a rubric. Every lost ' +
        'point comes with the run that lost it.',
    )
    .argument('<solutions...>', '.ts or .js files, each with a solution as its default export')
    .option('--lab <name>', labOption)
    .option('--service <name>', `${serviceOption}; a scenario has its own`)
    .option('--rubric <file>', 'a rubric as JSON (the lab’s own)')
    .option('--json <file>', 'write all grades as JSON')
    .option('--junit <file>', 'write all grades as JUnit XML')
    .option('--seed <n>', 'of all randomness', seed, defaults.seed)
    .option('--budget <n>', 'schedules of the hunt', positive, defaults.budget)
    .addHelpText(
      'after',
      '\nExamples:\n  $ splitbrain grade solution.ts\n  $ splitbrain grade submissions/*/solution.ts --json grades.json --seed 42',
    )
    .action((solutions: string[], options: GradeOptions) => run(() => gradeCommand(solutions, options)))
}

async function gradeCommand(solutions: readonly string[], options: GradeOptions): Promise<ExitCode> {
  const ofCourse = options.rubric === undefined ? null : readRubric(options.rubric)
  if (options.lab !== undefined) labNamed(options.lab)
  if (options.service !== undefined) serviceNamed(options.service)
  const grades: Grade[] = []
  // A file that cannot be written is better known now than after the grading.
  writeGrades(grades, options)
  const codes: ExitCode[] = []
  for (const solution of solutions) {
    try {
      const rubric = ofCourse ?? (await rubricFor(solution, options.lab))
      const grade = await gradeOne(solution, rubric, options)
      grades.push(grade)
      writeGrades(grades, options)
      codes.push(await tell(grade, solutions.length === 1 ? toldInFullMax : 0))
    } catch (error) {
      // A fault of ours with one solution is no reason to leave the others ungraded.
      if (error instanceof UsageError) throw error
      process.stderr.write(
        `${colours.red(`splitbrain itself has failed on ${solution}:`)}\n${String(error)}\n`,
      )
      codes.push(exitCodes.fault)
    }
  }
  return gravest(codes)
}

/** The rubric of the lab that was named, or that the solution looks like. */
async function rubricFor(solution: string, named: string | undefined): Promise<Rubric> {
  const program = await loadSolution(solution)
  const lab =
    program.kind === 'unusable' ? labNamed(named ?? defaults.lab) : await labOf(named, solution, program)
  return lab.rubric
}

/** After each solution, so that an interrupted batch keeps what it has. */
function writeGrades(grades: readonly Grade[], { json, junit }: GradeOptions): void {
  if (json !== undefined) writeOut(json, formats.json(grades))
  if (junit !== undefined) writeOut(junit, formats.junit(grades))
}

async function gradeOne(solution: string, rubric: Rubric, options: GradeOptions): Promise<Grade> {
  const line = new ProgressLine()
  try {
    return await gradeSolution(solution, {
      rubric,
      service: serviceFor(labNamed(rubric.lab), options.service).name,
      seed: options.seed,
      schedulesMax: options.budget,
      onProgress: (stage, progress) =>
        line.update(progressText(`${solution}: ${stage}`, progress, options.budget)),
    })
  } finally {
    line.clear()
  }
}

function readRubric(file: string): Rubric {
  try {
    return parseRubric(readFileSync(file, 'utf8'), (lab) => ({
      labs: Object.keys(labs),
      scenarios: scenarios.filter((scenario) => scenario.lab === lab).map(({ name }) => name),
      properties: (judgements[lab] ?? []).map(({ name }) => name),
    }))
  } catch (error) {
    if (error instanceof BadRubric) throw new UsageError(`${file}: ${error.message}`)
    throw new UsageError(`cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

async function tell(grade: Grade, inFullMax: number): Promise<ExitCode> {
  if (grade.status === 'unusable') {
    tellProblems(grade.solution, grade.problems)
    print(`${colours.bold(grade.solution)}: 0 of ${grade.pointsMax} points`)
    return exitCodes.unusable
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
  return codeOf(grade)
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

function codeOf({ items, status }: Grade): ExitCode {
  const verdicts = new Set(items.map(({ verdict }) => verdict))
  const codes: ExitCode[] = [
    ...(status === 'cut short' ? [exitCodes.unusable] : []),
    ...(verdicts.has('violated') ? [exitCodes.violated] : []),
    ...(verdicts.has('undecided') || verdicts.has('vacuous') ? [exitCodes.undecided] : []),
  ]
  return gravest(codes)
}
