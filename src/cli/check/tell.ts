import { exitCodes, type ExitCode } from '../exit-codes.ts'
import { colours, counted, print } from '../terminal.ts'
import type { Judged } from './judge.ts'

/** Verdicts go to the standard output, what has none to the standard error; as JSON, all to the output. */
export function tell(judged: Judged, asJson: boolean): void {
  if (asJson) {
    print(JSON.stringify(judged))
    return
  }
  const { kind } = judged
  switch (kind) {
    case 'linearizable':
    case 'illegal':
    case 'undecided': {
      const { file, operations, stepsSpent, model, format, details } = judged
      const how = `${counted(operations, 'operation')} of ${model}, read as ${format}, ${counted(stepsSpent, 'step')}`
      print([`${marks[kind]} ${file}: ${words[kind]} (${how})`, ...details].join('\n'))
      return
    }
    case 'malformed':
      complain(`${judged.file}:${judged.line}:${judged.column}: ${judged.message}`)
      return
    case 'unusable':
      complain(`${judged.file}: ${judged.message}`)
      return
    default:
      judged satisfies never
  }
}

const marks = { linearizable: colours.green('✓'), illegal: colours.red('✗'), undecided: colours.yellow('?') }
const words = { linearizable: 'linearizable', illegal: 'not linearizable', undecided: 'undecided' }

function complain(message: string): void {
  process.stderr.write(`${colours.red('error:')} ${message}\n`)
}

export function codeOf({ kind }: Judged): ExitCode {
  switch (kind) {
    case 'linearizable':
      return exitCodes.held
    case 'illegal':
      return exitCodes.violated
    case 'undecided':
      return exitCodes.undecided
    case 'malformed':
    case 'unusable':
      return exitCodes.usage
    default:
      return kind satisfies never
  }
}
