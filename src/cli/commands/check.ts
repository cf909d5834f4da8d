import { InvalidArgumentError, type Command } from 'commander'
import { formatNamed, formats, isModelName, modelNames, type Format, type ModelName } from '#checker/formats'
import { judge } from '../check/judge.ts'
import { codeOf, tell } from '../check/tell.ts'
import { gravest, type ExitCode } from '../exit-codes.ts'
import { positive } from '../options.ts'

interface CheckOptions {
  readonly model?: ModelName
  readonly format?: Format
  readonly budget: number
  readonly json?: true
}

export function addCheck(program: Command, run: (act: () => Promise<ExitCode>) => Promise<void>): void {
  program
    .command('check')
    .summary('check recorded histories for linearizability')
    .description(
      'Reads histories and says of each whether one order of its operations explains every result. ' +
        'What is malformed gets no verdict but an error that names the line. See docs/checking-histories.md.',
    )
    .argument('<file...>', 'histories; - is the standard input')
    .option('-m, --model <name>', 'what was recorded; guessed from the operations if not given', modelOption)
    .option('-f, --format <name>', 'how it is written; guessed from the beginning if not given', formatOption)
    .option('--budget <steps>', 'steps of the search before it gives up', positive, 100_000_000)
    .option('--json', 'a JSON object a file, each on one line, on the standard output')
    .addHelpText('after', help())
    .action((files: readonly string[], options: CheckOptions) => run(() => checkCommand(files, options)))
}

function help(): string {
  const width = Math.max(...formats.map(({ name }) => name.length))
  const lines = formats.map(({ name, description }) => `  ${name.padEnd(width)}  ${description}`)
  return `
Models: ${modelNames.join(', ')}

Formats:
${lines.join('\n')}

With several files the exit code is the gravest: 2 malformed or unreadable, 1 not linearizable, 3 undecided.

Examples:
  $ splitbrain check history.jsonl
  $ splitbrain check etcd_000.log etcd_002.log --json
  $ splitbrain check store/latest/history.edn --model cas-register --budget 1000000
  $ cat client-*/operations.json | splitbrain check - --format etcd`
}

async function checkCommand(files: readonly string[], options: CheckOptions): Promise<ExitCode> {
  const codes: ExitCode[] = []
  for (const file of files) {
    const judged = await judge(file, {
      model: options.model,
      format: options.format,
      stepsMax: options.budget,
    })
    tell(judged, options.json === true)
    codes.push(codeOf(judged))
  }
  return gravest(codes)
}

function modelOption(name: string): ModelName {
  if (isModelName(name)) return name
  throw new InvalidArgumentError(`expected one of ${modelNames.join(', ')}.`)
}

function formatOption(name: string): Format {
  const format = formatNamed(name)
  if (format !== undefined) return format
  throw new InvalidArgumentError(`expected one of ${formats.map((known) => known.name).join(', ')}.`)
}
