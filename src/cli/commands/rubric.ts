import type { Command } from 'commander'
import { rubricAsYaml } from '../../grade/index.ts'
import { exitCodes, type ExitCode } from '../exit-codes.ts'
import { defaults, labNamed } from '../options.ts'
import { readRubric } from '../rubrics.ts'
import { counted, print } from '../terminal.ts'

export function addRubric(program: Command, run: (act: () => Promise<ExitCode>) => Promise<void>): void {
  program
    .command('rubric')
    .summary('print what a lab is graded by, to begin with')
    .description(
      'Prints the rubric of a lab as YAML: what `splitbrain grade --rubric` reads. With a file, says whether it can be used.',
    )
    .argument('[file]', 'a rubric as YAML or JSON, to be checked with the files that it names')
    .option('--lab <name>', 'the lab whose rubric is printed', defaults.lab)
    .addHelpText(
      'after',
      '\nExamples:\n  $ splitbrain rubric > rubric.yaml\n  $ splitbrain rubric rubric.yaml',
    )
    .action((file: string | undefined, { lab }: { lab: string }) =>
      run(() => Promise.resolve(rubricCommand(file, lab))),
    )
}

function rubricCommand(file: string | undefined, lab: string): ExitCode {
  if (file === undefined) {
    print(rubricAsYaml(labNamed(lab).rubric).trimEnd())
    return exitCodes.held
  }
  const { rubric } = readRubric(file)
  const points = rubric.items.reduce((sum, item) => sum + item.points, 0)
  print(`${file}: ${counted(rubric.items.length, 'item')}, ${counted(points, 'point')}, lab ${rubric.lab}`)
  return exitCodes.held
}
