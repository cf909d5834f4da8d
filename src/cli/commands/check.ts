import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import {
  casRegisterModel,
  checkOperations,
  keyValueModel,
  outcomeOf,
  readJepsenLog,
  readKeyValueLog,
  registerModel,
  type CasInput,
  type CasOutput,
  type Model,
  type Operation,
  type RegisterInput,
  type RegisterOutput,
} from '#checker'
import { exitCodes, UsageError, type ExitCode } from '../exit-codes.ts'
import { positive } from '../options.ts'
import { colours, counted, print } from '../terminal.ts'

interface CheckOptions {
  readonly model?: string
  readonly budget: number
}

/** A kind of file: how it is recognised and read, and the models that its operations have. */
interface Format {
  readonly recognises: (firstLine: string) => boolean
  readonly models: readonly string[]
  /** Throws `UsageError`. */
  readonly judge: (text: string, file: string, model: string, stepsMax: number) => Judged
}

/** A verdict, told. */
interface Judged {
  readonly operations: number
  readonly kind: 'linearizable' | 'illegal' | 'undecided'
  readonly stepsSpent: number
  /** Lines for people: what cannot be placed, or why nothing can be said. */
  readonly details: readonly string[]
}

const formats: readonly Format[] = [
  {
    recognises: (firstLine) => /^\w+\s+jepsen/.test(firstLine),
    models: ['cas-register', 'register'],
    judge: (text, file, model, stepsMax) => {
      const operations = operationsIn(readJepsenLog(text), file)
      return model === 'register'
        ? judged(
            registerModel(null),
            operations.map((operation) => asRegister(operation, file)),
            stepsMax,
          )
        : judged(casRegisterModel, operations, stepsMax)
    },
  },
  {
    recognises: (firstLine) => firstLine.startsWith('{:process'),
    models: ['key-value'],
    judge: (text, file, _model, stepsMax) =>
      judged(keyValueModel, operationsIn(readKeyValueLog(text), file), stepsMax),
  },
]

export function addCheck(program: Command, run: (act: () => Promise<ExitCode>) => Promise<void>): void {
  program
    .command('check')
    .summary('check a recorded history for linearizability')
    .description(
      'Reads a history (a Jepsen text log, or Porcupine’s key/value lines; recognised by its first line) and says\n' +
        'whether one order of its operations explains every result.',
    )
    .argument('<history>', 'the file')
    .option('-m, --model <name>', 'cas-register or register for a Jepsen log, key-value for key/value lines')
    .option('--budget <steps>', 'steps of the search before it gives up', positive, 100_000_000)
    .addHelpText(
      'after',
      '\nExamples:\n  $ splitbrain check etcd_000.log\n  $ splitbrain check history.log --model register --budget 1000000',
    )
    .action((history: string, options: CheckOptions) =>
      run(() => Promise.resolve(checkCommand(history, options))),
    )
}

function checkCommand(file: string, options: CheckOptions): ExitCode {
  const text = readText(file)
  const format = formatOf(text, file)
  const model = options.model ?? format.models[0] ?? ''
  if (!format.models.includes(model)) {
    throw new UsageError(
      `the operations in ${file} fit the model ${format.models.join(' or ')}, not \`${model}\``,
    )
  }
  const { kind, operations, stepsSpent, details } = format.judge(text, file, model, options.budget)
  const count = `${counted(operations, 'operation')}, ${counted(stepsSpent, 'step')}`
  switch (kind) {
    case 'linearizable':
      print(`${colours.green('✓')} linearizable (${count})`)
      return exitCodes.held
    case 'illegal':
      print([`${colours.red('✗')} not linearizable (${count})`, ...details].join('\n'))
      return exitCodes.violated
    case 'undecided':
      print([`${colours.yellow('?')} undecided (${count})`, ...details].join('\n'))
      return exitCodes.undecided
    default:
      return kind satisfies never
  }
}

function formatOf(text: string, file: string): Format {
  const firstLine = (text.split('\n', 1)[0] ?? '').trim()
  const format = formats.find(({ recognises }) => recognises(firstLine))
  if (format !== undefined) return format
  throw new UsageError(
    `${file}:1: expected a Jepsen log (INFO  jepsen.util - …) or key/value lines ({:process 0, …}), ` +
      `found ${JSON.stringify(firstLine.slice(0, 60))}`,
  )
}

type History<I, O> =
  | { readonly kind: 'history'; readonly operations: readonly Operation<I, O>[] }
  | { readonly kind: 'malformed'; readonly line: number; readonly message: string }

function operationsIn<I, O>(history: History<I, O>, file: string): readonly Operation<I, O>[] {
  if (history.kind === 'malformed')
    throw new UsageError(`${file}:${history.line}: ${history.message.replace(/^line \d+: /, '')}`)
  return history.operations
}

function asRegister(
  operation: Operation<CasInput, CasOutput>,
  file: string,
): Operation<RegisterInput, RegisterOutput> {
  if (operation.input.kind === 'cas') {
    throw new UsageError(
      `${file} has a compare-and-set, which a register does not have: use --model cas-register`,
    )
  }
  // Reads and writes are the same in both models.
  return operation as Operation<RegisterInput, RegisterOutput>
}

function judged<S, I, O>(
  model: Model<S, I, O>,
  operations: readonly Operation<I, O>[],
  stepsMax: number,
): Judged {
  const verdict = checkOperations(model, operations, { stepsMax })
  const told = { kind: verdict.kind, operations: operations.length, stepsSpent: verdict.stepsSpent }
  if (verdict.kind === 'linearizable') return { ...told, details: [] }
  if (verdict.kind === 'undecided') return { ...told, details: [`  ${verdict.why}; try a larger --budget`] }
  const name = (operation: Operation<I, O>): string =>
    `${operation.client}: ${model.describeOperation(operation.input, outcomeOf(operation))}`
  const { longest, unplaceable } = verdict
  const end = longest.slice(-5)
  const whole = end.length === longest.length ? '' : '; its end:'
  return {
    ...told,
    details: [
      `  an order that explains ${counted(longest.length, 'operation')}${whole}`,
      ...end.map((operation) => `    ${name(operation)}`),
      '  and after it this one, which has to come before anything else that is left, is impossible:',
      `    ${colours.bold(name(unplaceable))}`,
    ],
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new UsageError(`cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`)
  }
}
