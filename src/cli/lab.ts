import { importedLabs, type Program } from '../grade/solution/index.ts'
import type { Lab } from '../labs/index.ts'
import { UsageError } from './exit-codes.ts'
import { defaults, labNamed } from './options.ts'
import { colours, print, textOptions } from './terminal.ts'
import { wrap } from '../report/index.ts'

/** The lab that was named; or else the one whose contract the solution imports; or else the usual one. Throws `UsageError`. */
export async function labOf(named: string | undefined, path: string, program: Program): Promise<Lab> {
  if (named !== undefined) return labNamed(named)
  const imported = await importedLabs(path, program)
  if (imported.length <= 1) return labNamed(imported[0] ?? defaults.lab)
  throw new UsageError(
    `${path} imports the contracts of ${imported.join(' and ')}: say with --lab which of the labs it implements`,
  )
}

/** What the marks of a run teach that is nobody's mistake. `seen` says in how many schedules, if it was several. */
export function tellLessons({ lessons }: Lab, seen: (mark: string) => string | null): void {
  for (const [mark, lesson] of Object.entries(lessons ?? {})) {
    const where = seen(mark)
    if (where === null) continue
    print(`\n${colours.bold(`No mistake, but worth knowing (${where}):`)}`)
    for (const line of wrap(lesson, textOptions().columns - 2)) print(`  ${line}`)
  }
}
