import type { Command } from 'commander'
import { exitCodes, type ExitCode } from '../exit-codes.ts'
import { loadFinding, replayFinding } from '../findings.ts'
import { openSolution } from '../solution.ts'
import { colours, counted, print } from '../terminal.ts'

export function addReplay(program: Command, run: (act: () => Promise<ExitCode>) => Promise<void>): void {
  program
    .command('replay')
    .summary('play the run of a finding again')
    .description(
      'Plays the recorded steps of a finding, one by one, and explains what breaks. The same finding and the same\n' +
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
    .action((finding: string, solution: string | undefined, { full }: { full?: boolean }) =>
      run(() => replayCommand(finding, solution, full === true)),
    )
}

async function replayCommand(file: string, chosen: string | undefined, isFull: boolean): Promise<ExitCode> {
  const finding = loadFinding(file)
  const solution = chosen ?? finding.solution
  const program = await openSolution(solution)
  if (program === null) {
    if (chosen === undefined)
      process.stderr.write(`${file} names this solution; another can be given after it\n`)
    return exitCodes.unusable
  }
  const replayed = await replayFinding(finding, file, solution, program, true, isFull ? 'full' : 'essential')
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
    case 'diverged':
      print(
        `${colours.yellow('?')} ${solution} does not come this way: ${replayed.message}\n` +
          'The finding is of another version of the solution. Hunt again.',
      )
      return exitCodes.undecided
    case 'unusable':
      process.stderr.write(`${colours.red(`${solution} cannot be used:`)} ${replayed.message}\n`)
      return exitCodes.unusable
    default:
      return replayed satisfies never
  }
}
