import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { judgements } from '../../../properties/index.ts'
import { BadRubric, gradeSolution, parseRubric, type Grade, type Told } from '../../grade/index.ts'
import { loadSolution } from '../../grade/solution/index.ts'
import { labs, type Rubric } from '../../labs/index.ts'
import { scenarios } from '../../labs/scenarios.ts'
import { exitCodes, gravest, UsageError, type ExitCode } from '../exit-codes.ts'
import { codeOf, tellGrade, toldInFullMax } from '../grade-text.ts'
import { labOf } from '../lab.ts'
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
import { addOutputOptions, Outputs, type OutputOptions } from '../outputs.ts'
import { tellingsOf } from '../tellings.ts'
import { colours, ProgressLine, progressText } from '../terminal.ts'

interface GradeOptions extends OutputOptions {
  readonly lab?: string
  readonly service?: string
  readonly rubric?: string
  readonly seed: number
  readonly budget: number
}

export function addGrade(program: Command, run: (act: () => Promise<ExitCode>) => Promise<void>): void {
  const command = program
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
    .option('--seed <n>', 'of all randomness', seed, defaults.seed)
    .option('--budget <n>', 'schedules of the hunt', positive, defaults.budget)
    .addHelpText(
      'after',
      '\nExamples:\n  $ splitbrain grade solution.ts\n  $ splitbrain grade submissions/*/solution.ts --json grades.json --seed 42\n' +
        '  $ splitbrain grade solution.ts --format gradescope=results/results.json',
    )
    .action((solutions: string[], options: GradeOptions) => run(() => gradeCommand(solutions, options)))
  addOutputOptions(command)
}

async function gradeCommand(solutions: readonly string[], options: GradeOptions): Promise<ExitCode> {
  const ofCourse = options.rubric === undefined ? null : readRubric(options.rubric)
  if (options.lab !== undefined) labNamed(options.lab)
  if (options.service !== undefined) serviceNamed(options.service)
  const outputs = new Outputs(options, solutions.length)
  const all: Told[] = []
  // A file that cannot be written is better known now than after the grading.
  outputs.write(all)
  const codes: ExitCode[] = []
  for (const solution of solutions) {
    try {
      const rubric = ofCourse ?? (await rubricFor(solution, options.lab))
      // After each item, so that what is killed keeps what was earned.
      const keep = (soFar: Grade, isDone: boolean): void =>
        outputs.write([...all, { grade: soFar, isDone, tellings: new Map() }])
      const grade = await gradeOne(solution, rubric, options, (soFar) => keep(soFar, false))
      keep(grade, true)
      await tellGrade(grade, solutions.length === 1 ? toldInFullMax : 0)
      all.push({ grade, isDone: true, tellings: outputs.tells ? await tellingsOf(grade) : new Map() })
      outputs.write(all)
      codes.push(codeOf(grade))
    } catch (error) {
      // A fault of ours with one solution is no reason to leave the others ungraded.
      if (error instanceof UsageError) throw error
      process.stderr.write(
        `${colours.red(`splitbrain itself has failed on ${solution}:`)}\n${String(error)}\n`,
      )
      codes.push(exitCodes.fault)
    }
  }
  outputs.print(all)
  return gravest(codes)
}

/** The rubric of the lab that was named, or that the solution looks like. */
async function rubricFor(solution: string, named: string | undefined): Promise<Rubric> {
  const program = await loadSolution(solution)
  const lab =
    program.kind === 'unusable' ? labNamed(named ?? defaults.lab) : await labOf(named, solution, program)
  return lab.rubric
}

async function gradeOne(
  solution: string,
  rubric: Rubric,
  options: GradeOptions,
  onItem: (gradeSoFar: Grade) => void,
): Promise<Grade> {
  const line = new ProgressLine()
  try {
    return await gradeSolution(solution, {
      rubric,
      service: serviceFor(labNamed(rubric.lab), options.service).name,
      seed: options.seed,
      schedulesMax: options.budget,
      onItem,
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
