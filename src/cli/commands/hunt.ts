import type { Command } from 'commander'
import { oneOf } from '../../grade/index.ts'
import { judgements } from '../../../properties/index.ts'
import { usualLimits, type HuntSummary } from '../../grade/child/index.ts'
import type { Program } from '../../grade/solution/index.ts'
import type { Finding, Outcome } from '../../hunt/index.ts'
import type { Lab } from '../../labs/index.ts'
import { askChild, tellEnding } from '../child.ts'
import { confidenceText, effortText } from '../confidence.ts'
import { exitCodes, gravest, UsageError, type ExitCode } from '../exit-codes.ts'
import { replayFinding, saveFinding } from '../findings.ts'
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
import { openSolution } from '../solution.ts'
import { doAgainOnChange } from '../watch.ts'
import { colours, counted, number, print, ProgressLine, progressText } from '../terminal.ts'

interface HuntOptions {
  readonly property?: readonly string[]
  readonly lab?: string
  readonly service?: string
  readonly seed: number
  readonly budget: number
  readonly watch?: true
}

export function addHunt(program: Command, run: (act: () => Promise<ExitCode>) => Promise<void>): void {
  program
    .command('hunt')
    .summary('look for a schedule that breaks a property')
    .description(
      'Plays random schedules of calls and faults against a solution, judges each, and shrinks the first failure ' +
        'of each property to a run that can be read.',
    )
    .argument('<solution>', 'a .ts or .js file with the solution as its default export')
    .option('-p, --property <names...>', 'only these properties (all)')
    .option('--lab <name>', labOption)
    .option('--service <name>', serviceOption)
    .option('--seed <n>', 'of all randomness', seed, defaults.seed)
    .option('--budget <n>', 'schedules to play', positive, defaults.budget)
    .option('--watch', 'again, whenever a file of the solution changes')
    .addHelpText(
      'after',
      '\nExamples:\n  $ splitbrain hunt solution.ts\n  $ splitbrain hunt solution.ts --watch --budget 1000\n  $ splitbrain hunt solution.ts --property linearizable --budget 50000 --seed 7',
    )
    .action((solution: string, options: HuntOptions) =>
      run(() => {
        const hunt = (): Promise<ExitCode> => huntCommand(solution, options)
        return options.watch === true ? watched(solution, options, hunt) : hunt()
      }),
    )
}

/** What is wrong with the command itself is told at once: no change of the solution mends it. */
function watched(solution: string, options: HuntOptions, hunt: () => Promise<ExitCode>): Promise<ExitCode> {
  checkOptions(options)
  return doAgainOnChange(solution, hunt)
}

async function huntCommand(solution: string, options: HuntOptions): Promise<ExitCode> {
  checkOptions(options)
  const program = await openSolution(solution)
  if (program === null) return exitCodes.unusable
  const lab = labOf(options.lab, solution, program)
  const service = serviceFor(lab, options.service)
  checkProperties(lab.name, options.property ?? [])
  const outcomes: Outcome[] = []
  const sightings: Finding[] = []
  const hunted: HuntSummary[] = []
  const line = new ProgressLine()
  const job = {
    kind: 'hunt',
    seed: options.seed,
    schedulesMax: options.budget,
    properties: options.property ?? null,
  } as const
  const request = { lab: lab.name, service: service.name, program, job, print: false }
  const ending = await askChild(request, usualLimits, (event) => {
    if (event.kind === 'outcome') outcomes.push(event.outcome)
    else if (event.kind === 'sighting') sightings.push(event.finding)
    else if (event.kind === 'hunted') hunted.push(event.summary)
    else if (event.kind === 'progress') line.update(progressText('hunt', event.progress, options.budget))
  })
  line.clear()
  tellEnding(ending, 'hunt', solution)
  if (ending.kind === 'unusable') return exitCodes.unusable
  const codes = outcomes.map(tellOutcome)
  const found = outcomes.flatMap(({ verdict }) =>
    verdict.kind === 'violated' ? [verdict.finding, ...verdict.others] : [],
  )
  // What was seen before the child was killed was not shrunk, and is shown all the same.
  if (ending.kind === 'stopped') {
    found.push(...sightings)
    codes.push(exitCodes.unusable)
  }
  const [summary = null] = hunted
  if (summary !== null) tellSummary(summary, lab, options.seed)
  if (summary !== null && codes.every((code) => code === exitCodes.held))
    print(`\n${confidenceText(summary)}`)
  for (const finding of found) await tellFinding(finding, solution, program)
  return gravest(codes)
}

/** What was mistyped is better known before the solution is looked at. */
function checkOptions({ lab, service, property }: HuntOptions): void {
  if (lab !== undefined) checkProperties(labNamed(lab).name, property ?? [])
  if (service !== undefined) serviceNamed(service)
}

function checkProperties(lab: string, chosen: readonly string[]): void {
  const names = (judgements[lab] ?? []).map(({ name }) => name)
  const unknown = chosen.find((name) => !names.includes(name))
  if (unknown !== undefined)
    throw new UsageError(`unknown property \`${unknown}\`: expected ${oneOf(names, unknown)}`)
}

function tellOutcome({ property, verdict, schedules }: Outcome): ExitCode {
  const name = property.padEnd(20)
  switch (verdict.kind) {
    case 'holds':
      print(`${colours.green('✓')} ${name} held in ${counted(schedules, 'schedule')}`)
      return exitCodes.held
    case 'violated':
      print(`${colours.red('✗')} ${name} violated, first in schedule ${number(schedules)}`)
      return exitCodes.violated
    case 'undecided':
      print(
        `${colours.yellow('?')} ${name} undecided in ${counted(verdict.count, 'schedule')}: ${verdict.why}`,
      )
      return exitCodes.undecided
    case 'vacuous':
      print(
        `${colours.yellow('?')} ${name} says nothing: never seen in any schedule: ${verdict.missing.join(', ')}`,
      )
      return exitCodes.undecided
    default:
      return verdict satisfies never
  }
}

function tellSummary(summary: HuntSummary, lab: Lab, seedUsed: number): void {
  const { marks } = summary
  print(`\n${effortText(summary, seedUsed)} In how many schedules:`)
  const seen = Object.entries(marks).toSorted(([, a], [, b]) => b - a)
  print(seen.map(([mark, count]) => `  ${number(count).padStart(7)} ${mark}`).join('\n'))
  tellLessons(lab, (mark) =>
    (marks[mark] ?? 0) > 0 ? `${mark}, in ${counted(marks[mark] ?? 0, 'schedule')}` : null,
  )
}

async function tellFinding(finding: Finding, solution: string, program: Program): Promise<void> {
  const file = saveFinding(finding, solution)
  const replayed = await replayFinding(finding, file, solution, program, false, 'essential')
  print('')
  if (replayed.kind === 'violated') print(replayed.text)
  else print(`${finding.property}: ${finding.because}\n${notReproduced(replayed)}`)
}

function notReproduced(
  replayed: Exclude<Awaited<ReturnType<typeof replayFinding>>, { kind: 'violated' }>,
): string {
  switch (replayed.kind) {
    case 'kept':
    case 'ended':
    case 'undecided':
      return 'It did not happen again when the run was replayed: the solution is not deterministic.'
    case 'diverged':
    case 'unusable':
      return `The run could not be replayed: ${replayed.message}`
    default:
      return replayed satisfies never
  }
}
