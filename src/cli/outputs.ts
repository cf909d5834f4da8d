import { InvalidArgumentError, type Command } from 'commander'
import { formats, type Format, type Told } from '../grade/index.ts'
import { UsageError } from './exit-codes.ts'
import { writeWhole } from './write-whole.ts'

/** Where grades are written to. */
export interface OutputOptions {
  readonly format?: readonly Target[]
  readonly json?: string
  readonly junit?: string
}

interface Target {
  readonly name: string
  readonly format: Format
  /** A path, or `-` for standard output. */
  readonly file: string
}

export function addOutputOptions(command: Command): Command {
  return command
    .option(
      '-f, --format <name=file>',
      `write grades as ${Object.keys(formats).join(', ')} (- is stdout)`,
      collected,
    )
    .option('--json <file>', 'short for --format json=<file>')
    .option('--junit <file>', 'short for --format junit=<file>')
}

/** For commander: one more `--format`. */
function collected(value: string, before: readonly Target[] | undefined): readonly Target[] {
  return [...(before ?? []), targetOf(value)]
}

function targetOf(value: string): Target {
  const [, name = '', file = ''] = /^([^=]*)=(.+)$/s.exec(value) ?? []
  const format = Object.hasOwn(formats, name) ? formats[name as keyof typeof formats] : undefined
  if (format !== undefined) return { name, format, file }
  const what = file === '' ? 'a format and a file' : `unknown format \`${name}\``
  throw new InvalidArgumentError(
    `${what}: expected NAME=FILE, with NAME one of ${Object.keys(formats).join(', ')}.`,
  )
}

/** The files into which grades are written as they come, and anew with each. */
export class Outputs {
  readonly #targets: readonly Target[]

  /** Throws `UsageError` for a format that cannot hold so many submissions. */
  constructor({ format, json, junit }: OutputOptions, submissions: number) {
    this.#targets = [
      ...(format ?? []),
      ...(json === undefined ? [] : [{ name: 'json', format: formats.json, file: json }]),
      ...(junit === undefined ? [] : [{ name: 'junit', format: formats.junit, file: junit }]),
    ]
    const single = this.#targets.find(({ format }) => format.holds === 'one submission')
    if (single === undefined || submissions === 1) return
    throw new UsageError(
      `${single.name} holds one submission, found ${submissions}: grade each by itself, or write csv or json`,
    )
  }

  /** Whether a format has a place for tellings. */
  get tells(): boolean {
    return this.#targets.some(({ format }) => format.tells)
  }

  /** Throws `UsageError` where a file cannot be written. */
  write(told: readonly Told[]): void {
    for (const { format, file } of this.#targets) if (file !== '-') writeWhole(file, format.write(told))
  }

  /** To standard output, in the order of the options: once, after everything else that is printed. */
  print(told: readonly Told[]): void {
    for (const { format, file } of this.#targets) if (file === '-') process.stdout.write(format.write(told))
  }
}
