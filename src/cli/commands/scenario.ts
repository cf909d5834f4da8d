import type { Command } from 'commander'
import { oneOf } from '../../grade/index.ts'
import { usualLimits, type ChildEvent } from '../../grade/child/index.ts'
import { loadSolution, type Program } from '../../grade/solution/index.ts'
import { tell } from '../../explain/index.ts'
import { labs } from '../../labs/index.ts'
import { scenarios } from '../../labs/scenarios.ts'
import type { Scenario, ScenarioOutcome } from '../../labs/scenario.ts'
import { renderStory } from '../../report/index.ts'
import { askChild, tellEnding } from '../child.ts'
import { exitCodes, UsageError, type ExitCode } from '../exit-codes.ts'
import { replayFinding, saveFinding } from '../findings.ts'
import { requireLab, tellLessons } from '../lab.ts'
import { labNamed } from '../options.ts'
import { referenceOf } from '../references.ts'
import { openSolution } from '../solution.ts'
import { colours, print, textOptions } from '../terminal.ts'

type Played = ChildEvent & { readonly kind: 'scenario' }

export function addScenario(program: Command, run: (act: () => Promise<ExitCode>) => Promise<void>): void {
  program
    .command('scenario')
    .summary('play a story of the lecture')
    .description(
      'Plays one of the scenarios of the lecture, shows what happened, and says whether the solution comes through.',
    )
    .argument('[name]', 'the scenario; without it, all are listed')
    .argument('[solution]', 'the solution; without it, the reference')
    .addHelpText(
      'after',
      '\nExamples:\n  $ splitbrain scenario\n  $ splitbrain scenario split-brain\n  $ splitbrain scenario split-brain solution.ts',
    )
    .action((name: string | undefined, solution: string | undefined) =>
      run(() => scenarioCommand(name, solution)),
    )
}

async function scenarioCommand(name: string | undefined, solution: string | undefined): Promise<ExitCode> {
  if (name === undefined) {
    for (const lab of Object.keys(labs)) listScenarios(lab)
    return exitCodes.held
  }
  const scenario = scenarios.find((one) => one.name === name)
  if (scenario === undefined) {
    const names = scenarios.map((one) => one.name)
    throw new UsageError(
      `unknown scenario \`${name}\`: expected ${oneOf(names, name)} (\`splitbrain scenario\` lists all)`,
    )
  }
  if (solution === undefined) return playReference(scenario)
  const program = await openSolution(solution)
  if (program === null) return exitCodes.unusable
  requireLab(scenario.lab, `the scenario ${name}`, solution, program)
  tellStory(scenario)
  return play(scenario, solution, program)
}

async function playReference(scenario: Scenario): Promise<ExitCode> {
  const file = referenceOf(scenario.lab)
  const program = await loadSolution(file)
  if (program.kind === 'unusable') {
    throw new Error(
      `the reference of the lab ${scenario.lab}: ${program.problems.map(({ message }) => message).join('; ')}`,
    )
  }
  tellStory(scenario)
  print(colours.dim(`The reference plays it. Yours: splitbrain scenario ${scenario.name} solution.ts\n`))
  return play(scenario, file, program)
}

function listScenarios(lab: string): void {
  print(colours.bold(lab))
  for (const one of scenarios.filter((each) => each.lab === lab))
    print(`  ${one.name.padEnd(26)} ${colours.dim(`slide ${one.slide}`.padEnd(14))} ${one.title}`)
}

function tellStory({ title, slide, story, rule }: Scenario): void {
  print(
    `${colours.bold(title)} ${colours.dim(`(slide ${slide})`)}\n\n${story}\n\n${colours.dim('At stake:')} ${rule}\n`,
  )
}

async function play(scenario: Scenario, solution: string, program: Program): Promise<ExitCode> {
  let played: Played | null = null
  const job = { kind: 'scenarios', names: [scenario.name], withTraces: true } as const
  // Its calls are those of one service, so that there is none to choose.
  const { service } = scenario.plan.setup
  const request = { lab: scenario.lab, service, program, job, print: true }
  const ending = await askChild(request, usualLimits, (event) => {
    if (event.kind === 'scenario') played = event
  })
  tellEnding(ending, 'scenario', solution)
  // The callback above assigns it; the compiler does not see that.
  const result = played as Played | null
  if (ending.kind !== 'done' || result === null) return exitCodes.unusable
  return tellOutcome(result, scenario, solution, program)
}

async function tellOutcome(
  { outcome, finding, trace }: Played,
  scenario: Scenario,
  solution: string,
  program: Program,
): Promise<ExitCode> {
  if (trace !== null) print(renderStory(tell(trace, labNamed(scenario.lab)), textOptions()))
  print(outcomeText(outcome))
  if (outcome.kind === 'survived' || outcome.kind === 'stuck') {
    // It came out as it must, so that everything was seen that had to be.
    tellLessons(labNamed(scenario.lab), (mark) => (scenario.expects.marks.includes(mark) ? mark : null))
    return exitCodes.held
  }
  if (outcome.kind !== 'violated') return exitCodes.undecided
  if (finding !== null) {
    const replayed = await replayFinding(
      finding,
      saveFinding(finding, solution),
      solution,
      program,
      false,
      'essential',
    )
    print(replayed.kind === 'violated' ? `\n${replayed.text}` : finding.because)
  }
  return exitCodes.violated
}

function outcomeText(outcome: ScenarioOutcome): string {
  switch (outcome.kind) {
    case 'survived':
      return `${colours.green('✓')} survived`
    case 'stuck':
      return `${colours.green('✓')} ${outcome.name}: no implementation could go on here, and nothing wrong was said`
    case 'violated':
      return `${colours.red('✗')} breaks ${outcome.by.join(', ')}`
    case 'vacuous':
      return `${colours.yellow('?')} says nothing: never seen in the run: ${outcome.missing.join('; ')}`
    case 'undecided':
      return `${colours.yellow('?')} undecided: ${outcome.why}`
    default:
      return outcome satisfies never
  }
}
