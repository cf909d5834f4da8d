import type { Command } from 'commander'
import { allStoriesOf, gradeSolution, type Grade, type Told } from '../../grade/index.ts'
import { loadSolution } from '../../grade/solution/index.ts'
import { gradeClassCommand, type Settings } from '../class/grade-class.ts'
import { addClassOptions, classOptionsOf, type ClassFlags } from '../class/options.ts'
import { exitCodes, gravest, UsageError, type ExitCode } from '../exit-codes.ts'
import { codeOf, tellGrade, toldInFullMax } from '../grade-text.ts'
import type { Lab } from '../../labs/index.ts'
import { labOf, labOfImports } from '../lab.ts'
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
import { readPrivate, readRubric, type ReadRubric } from '../rubrics.ts'
import { tellingsOf } from '../tellings.ts'
import { colours, ProgressLine, progressText, toStderr } from '../terminal.ts'

interface GradeOptions extends OutputOptions, ClassFlags {
  readonly lab?: string
  readonly service?: string
  readonly rubric?: string
  readonly private?: string
  readonly seed?: number
  readonly budget: number
}

export function addGrade(program: Command, run: (act: () => Promise<ExitCode>) => Promise<void>): void {
  const command = program
    .command('grade')
    .summary('grade solutions by a rubric')
    .description(
      'Examines each solution by a rubric and gives points: each part beside a reference’s other parts, so that one ' +
        'mistake costs once, then all parts together. Every lost point comes with the run that lost it. The same seed ' +
        'gives the same points on every machine.',
    )
    .argument('<solutions...>', '.ts or .js files, each with a solution as its default export')
    .option('--lab <name>', labOption)
    .option('--service <name>', `${serviceOption}; a scenario has its own`)
    .option(
      '--rubric <file>',
      'a rubric as YAML or JSON; `splitbrain rubric` prints one to begin with (the lab’s own)',
    )
    .option(
      '--private <folder>',
      'with a rubric.yaml of items that students are told nothing of but their points',
    )
    .option('--seed <n>', `of all randomness (those of the rubric, or else ${defaults.seed})`, seed)
    .option('--budget <n>', 'schedules of each hunt, at the most', positive, defaults.budget)
    .addHelpText(
      'after',
      '\nExamples:\n  $ splitbrain grade solution.ts\n  $ splitbrain grade submissions/*/solution.ts --json grades.json --seed 42\n' +
        '  $ splitbrain grade solution.ts --format gradescope=results/results.json',
    )
    .action((solutions: string[], options: GradeOptions) => run(() => gradeCommand(solutions, options)))
  addOutputOptions(command)
  addClassOptions(command)
}

async function gradeCommand(solutions: readonly string[], options: GradeOptions): Promise<ExitCode> {
  const ofCourse = options.rubric === undefined ? null : readRubric(options.rubric)
  const hidden = options.private === undefined ? null : readPrivate(options.private)
  if (options.lab !== undefined) checkLab(labNamed(options.lab).name, ofCourse, options.rubric)
  if (options.service !== undefined) serviceNamed(options.service)
  const ofClass = classOptionsOf(options)
  if (ofClass !== null) {
    const settingsIn = (path: string, imported: readonly string[]): Settings =>
      settingsOf(
        path,
        { ...(ofCourse ?? labRubric(labOfImports(options.lab, path, imported))), hidden },
        options,
      )
    const told = { seed: options.seed ?? 'of the rubric', budget: options.budget }
    return gradeClassCommand(solutions, ofClass, { told, of: settingsIn })
  }
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
      const grade = await gradeOne(solution, { ...rubric, hidden }, options, (soFar) => keep(soFar, false))
      keep(grade, true)
      const stories = allStoriesOf({ ...rubric, hidden })
      await tellGrade(grade, {
        inFullMax: solutions.length === 1 ? toldInFullMax : 0,
        stories,
        rubric: options.rubric ?? 'FILE',
      })
      all.push({
        grade,
        isDone: true,
        tellings: outputs.tells ? await tellingsOf(grade, stories) : new Map(),
      })
      outputs.write(all)
      codes.push(codeOf(grade))
    } catch (error) {
      // A fault of ours with one solution is no reason to leave the others ungraded.
      if (error instanceof UsageError) throw error
      toStderr(`${colours.red(`splitbrain itself has failed on ${solution}:`)}\n${String(error)}\n`)
      codes.push(exitCodes.fault)
    }
  }
  outputs.print(all)
  return gravest(codes)
}

function checkLab(named: string, ofCourse: ReadRubric | null, file: string | undefined): void {
  const lab = ofCourse?.rubric.lab ?? named
  if (lab !== named)
    throw new UsageError(`--lab ${named}, but ${file} is a rubric of the lab ${lab}: leave out one of them`)
}

/** The rubric of the lab that was named, or that the solution looks like. */
async function rubricFor(solution: string, named: string | undefined): Promise<ReadRubric> {
  const program = await loadSolution(solution)
  const lab = program.kind === 'unusable' ? labNamed(named ?? defaults.lab) : labOf(named, solution, program)
  return labRubric(lab)
}

function labRubric({ rubric }: Lab): ReadRubric {
  return { rubric, files: { stories: {}, findings: {} } }
}

async function gradeOne(
  solution: string,
  rubrics: Rubrics,
  options: GradeOptions,
  onItem: (gradeSoFar: Grade) => void,
): Promise<Grade> {
  const settings = settingsOf(solution, rubrics, options)
  const line = new ProgressLine()
  try {
    return await gradeSolution(solution, {
      ...settings,
      onItem,
      onProgress: (stage, progress) =>
        line.update(progressText(`${solution}: ${stage}`, progress, options.budget)),
    })
  } finally {
    line.clear()
  }
}

type Rubrics = ReadRubric & { readonly hidden: ReadRubric | null }

/** What a solution is graded by. Throws `UsageError`. */
function settingsOf(solution: string, { rubric, files, hidden }: Rubrics, options: GradeOptions): Settings {
  if (hidden !== null && hidden.rubric.lab !== rubric.lab) {
    throw new UsageError(
      `the private rubric is of the lab ${hidden.rubric.lab}, but ${solution} is graded as one of the lab ${rubric.lab}`,
    )
  }
  return {
    rubric: seeded(rubric, options.seed),
    files,
    hidden,
    service: serviceFor(labNamed(rubric.lab), options.service).name,
    seed: options.seed ?? defaults.seed,
    schedulesMax: options.budget,
  }
}

/** A seed that was chosen counts for the hunts of a rubric that has its own. */
function seeded(rubric: ReadRubric['rubric'], chosen: number | undefined): ReadRubric['rubric'] {
  return chosen === undefined ? rubric : { ...rubric, seeds: [chosen] }
}
