import type { Command } from 'commander'
import { exitCodes, type ExitCode } from '../exit-codes.ts'
import { storiesOf } from '../../grade/index.ts'
import type { SavedFinding } from '../../hunt/index.ts'
import { loadFinding, replayAs, type Replayed } from '../findings.ts'
import { requireLab } from '../lab.ts'
import { readPrivate, readRubric } from '../rubrics.ts'
import { openSolution } from '../solution.ts'
import { colours, counted, number, print, textOptions, toStderr } from '../terminal.ts'

export function addReplay(program: Command, run: (act: () => Promise<ExitCode>) => Promise<void>): void {
  program
    .command('replay')
    .summary('play the run of a finding again')
    .description(
      'Plays the recorded steps of a finding, one by one, and explains what breaks. The same finding and the same ' +
        'solution give the same bytes on every machine. What the solution writes to its console goes to stderr.',
    )
    .argument('<finding>', 'a *.finding.json')
    .argument('[solution]', 'the solution to play it against (the one it was found in)')
    .addHelpText(
      'after',
      '\nExamples:\n  $ splitbrain replay .splitbrain/solution/linearizable.not-linearizable.finding.json\n' +
        '  $ splitbrain replay old.finding.json solution.ts      # is it mended?',
    )
    .option('--full', 'show every step, those that only set the stage too')
    .option('--rubric <file>', 'for a finding of a story of that rubric')
    .option('--private <folder>', 'for a finding of a private story of that folder')
    .action((finding: string, solution: string | undefined, options: ReplayOptions) =>
      run(() => replayCommand(finding, solution, options)),
    )
}

interface ReplayOptions {
  readonly full?: true
  readonly rubric?: string
  readonly private?: string
}

async function replayCommand(
  file: string,
  chosen: string | undefined,
  options: ReplayOptions,
): Promise<ExitCode> {
  const others = [
    ...(options.rubric === undefined ? [] : storiesOf(readRubric(options.rubric), false)),
    ...(options.private === undefined ? [] : storiesOf(readPrivate(options.private), true)),
  ]
  const finding = loadFinding(file, others)
  const solution = chosen ?? finding.solution
  const program = await openSolution(solution)
  if (program === null) {
    if (chosen === undefined) toStderr(`${file} names this solution; another can be given after it\n`)
    return exitCodes.unusable
  }
  requireLab(finding.setup.lab, `the finding ${file}`, solution, program)
  const detail = options.full === true ? 'full' : 'essential'
  const replayed = await replayAs(finding, { file, solution }, program, {
    print: true,
    detail,
    others,
    ...textOptions(),
  })
  switch (replayed.kind) {
    case 'violated':
      print(replayed.text)
      return exitCodes.violated
    case 'kept':
      print(
        `${colours.green('✓')} ${finding.property} holds in this run now: ` +
          `${counted(finding.steps.length, 'step')} replayed with ${solution}. Hunt again to look for others.`,
      )
      return exitCodes.held
    case 'ended':
      print(
        `${colours.yellow('?')} the run ended after ${counted(replayed.steps, 'step')} of ${finding.steps.length}, ` +
          `so that ${finding.property} cannot be judged: ${replayed.message}`,
      )
      return exitCodes.undecided
    case 'undecided':
      print(
        `${colours.yellow('?')} ${finding.property} cannot be judged in this run now: ${replayed.message}`,
      )
      return exitCodes.undecided
    case 'diverged':
      print(divergedText(replayed, finding, solution))
      return replayed.broken === null ? exitCodes.undecided : exitCodes.violated
    case 'unusable':
      toStderr(`${colours.red(`${solution} cannot be used:`)} ${replayed.message}\n`)
      return exitCodes.unusable
    default:
      return replayed satisfies never
  }
}

/** A mended solution does other things than the one of the finding: the recorded run then ends before its mistake. */
function divergedText(
  { taken, message, broken }: Replayed & { readonly kind: 'diverged' },
  { property, steps }: SavedFinding,
  solution: string,
): string {
  const isHalf = taken < steps.length
  const begun = isHalf
    ? `the first ${counted(taken, 'step')} of ${number(steps.length)}`
    : `the ${counted(taken, 'step')} of the recorded run`
  const what = isHalf
    ? `The next recorded step cannot happen with ${solution}: ${message}. It does something else there than`
    : `That is all of it, and it leaves out what ${solution} does: ${message}. It does something else than`
  const next = `${what} the solution of the finding did.`
  if (broken !== null) {
    return `${colours.red('✗')} ${property} is broken in ${begun}, in another way: ${broken}.\n${next}`
  }
  return (
    `${colours.yellow('?')} ${property} is not broken in ${begun}. ${next}\n` +
    'This is what is to be expected when the mistake was mended; it does not show that no other is left. Hunt again: ' +
    `npx splitbrain hunt ${solution}`
  )
}
