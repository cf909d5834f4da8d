import { importedLabs, type Program } from '../grade/solution/index.ts'
import type { Lab } from '../labs/index.ts'
import { UsageError } from './exit-codes.ts'
import { defaults, labNamed } from './options.ts'
import { painted, print, textOptions } from './terminal.ts'
import { wrap, type TextOptions } from '../report/index.ts'

/** The lab that was named; or else the one whose contract the solution imports; or else the usual one. Throws `UsageError`. */
export function labOf(named: string | undefined, path: string, program: Program): Lab {
  if (named !== undefined) {
    const lab = labNamed(named)
    requireLab(lab.name, `--lab ${named}`, path, program)
    return lab
  }
  return labOfImports(undefined, path, importedLabs(path, program))
}

/** The lab that was named; or else the only one of those that the solution imports; or else the usual one. Throws `UsageError`. */
export function labOfImports(named: string | undefined, path: string, imported: readonly string[]): Lab {
  if (named !== undefined) return labNamed(named)
  if (imported.length <= 1) return labNamed(imported[0] ?? defaults.lab)
  throw new UsageError(
    `${path} imports the contracts of ${imported.join(' and ')}: say with --lab which of the labs it implements`,
  )
}

/** A solution of another lab may well have the same parts, and would be judged all wrong. Throws `UsageError`. */
export function requireLab(lab: string, what: string, path: string, program: Program): void {
  const imported = importedLabs(path, program)
  if (imported.length === 0 || imported.includes(lab)) return
  throw new UsageError(
    `${what} asks for the lab ${lab}, but ${path} imports the contract of ${imported.join(', ')}: ` +
      'take a solution of that lab',
  )
}

/** What the marks of a run teach that is nobody's mistake, on the terminal. */
export function tellLessons(lab: Lab, seen: (mark: string) => string | null): void {
  const text = lessonsText(lab, seen, textOptions())
  if (text !== '') print(text)
}

/** A paragraph for each lesson. `seen` says in how many schedules, if it was several. */
export function lessonsText(
  { lessons }: Lab,
  seen: (mark: string) => string | null,
  { colour, columns }: TextOptions,
): string {
  const { bold } = painted(colour)
  const paragraphs = Object.entries(lessons ?? {}).flatMap(([mark, lesson]) => {
    const where = seen(mark)
    if (where === null) return []
    const lines = wrap(lesson, columns - 2).map((line) => `  ${line}`)
    return [`\n${bold(`No mistake, but worth knowing (${where}):`)}`, ...lines]
  })
  return paragraphs.join('\n')
}
