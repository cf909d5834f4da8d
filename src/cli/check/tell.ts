import { explanationLines, type Paint, type Tone } from '#checker'
import { exitCodes, type ExitCode } from '../exit-codes.ts'
import { colours, counted, number, print, textOptions } from '../terminal.ts'
import type { Judged, Told } from './judge.ts'

/** Verdicts go to the standard output, what has none to the standard error; as JSON, all to the output. */
export function tell(judged: Judged, asJson: boolean): void {
  if (asJson) {
    print(JSON.stringify(judged))
    return
  }
  const { kind } = judged
  switch (kind) {
    case 'linearizable':
      print(`${colours.green('✓')} ${judged.file}: linearizable ${how(judged)}`)
      if (judged.returned === 0)
        print(colours.yellow('  Nothing was answered, so that nothing could be wrong.'))
      return
    case 'illegal':
      print(`${colours.red('✗')} ${judged.file}: not linearizable ${how(judged)}`)
      for (const line of explanationLines(judged.explanation, { columns: textOptions().columns - 2, paint }))
        print(`  ${line}`.trimEnd())
      return
    case 'undecided':
      print(`${colours.yellow('?')} ${judged.file}: undecided ${how(judged)}`)
      // Not where the memory ran out.
      print(
        `  ${judged.why}${judged.stepsSpent < judged.stepsMax ? '' : ` (--budget, here ${number(judged.stepsMax)})`}`,
      )
      return
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

function how(told: Told): string {
  const { operations, model, format } = told
  return `(${counted(operations, 'operation')} of ${model}, read as ${format})`
}

const looks: Readonly<Record<Tone, (text: string) => string>> = {
  plain: (text) => text,
  faint: colours.dim,
  strong: colours.bold,
  wrong: colours.red,
}

const paint: Paint = (tone, text) => looks[tone](text)

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
