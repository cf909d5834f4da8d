import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeFinding } from '../../hunt/index.ts'
import { formats } from '../formats/registry.ts'
import type { Grade, GradedItem } from '../grade.ts'
import { forStudents } from '../students.ts'
import type { Result } from './journal.ts'
import type { Plan } from './plan.ts'
import { filed, findingFile } from './filed.ts'
import { partial, writeWholeFile } from './whole-file.ts'

const files = { json: 'results.json', csv: 'results.csv', students: 'students', hidden: 'hidden' } as const

/** Results of another state of the class are worse than none: those that are there are of all that is there. */
export function removeResults(out: string): void {
  for (const name of Object.values(files)) rmSync(join(out, name), { recursive: true, force: true })
}

/**
 * Writes what is left when all is graded, in the order in which the submissions were given: `results.json` and `results.csv`
 * for the staff, `students/NAME/` with the grade, the report and the findings for the author, and `hidden/NAME/` with the
 * findings of hidden items. The same results are the same bytes.
 */
export function writeResults(
  out: string,
  { grader, settings, submissions }: Pick<Plan, 'grader' | 'settings' | 'submissions'>,
  read: (key: string) => Result,
): void {
  writeFolder(join(out, files.students), (folder) => {
    for (const { key } of submissions) writeForStudent(folder, read(key))
  })
  writeFolder(join(out, files.hidden), (folder) => {
    for (const { key } of submissions) writeHidden(folder, read(key))
  })
  const told = submissions.map(({ key }) => {
    return { grade: withoutFindings(read(key).grade), isDone: true, tellings: new Map() }
  })
  writeWholeFile(join(out, files.csv), [formats.csv.write(told)])
  // The last to be written: where it is, all is.
  writeWholeFile(join(out, files.json), resultsAsJson({ grader, settings, submissions }, read))
}

/** One grade at a time: all of them together may be larger than the memory. */
function* resultsAsJson(
  { grader, settings, submissions }: Pick<Plan, 'grader' | 'settings' | 'submissions'>,
  read: (key: string) => Result,
): Generator<string> {
  const head = JSON.stringify({ format: 1, grader, settings }, null, 2).replace(/\n}$/, '')
  yield `${head},\n  "submissions": [`
  for (const [i, { id, key }] of submissions.entries()) {
    const { grade } = read(key)
    const told = filed(grade, (item) =>
      [item.hidden ? files.hidden : files.students, id, findingFile(item)].join('/'),
    )
    yield `${i === 0 ? '' : ','}\n    ${JSON.stringify({ id, ...told }, null, 2).replaceAll('\n', '\n    ')}`
  }
  yield '\n  ]\n}\n'
}

function writeForStudent(folder: string, { id, file, grade, report }: Result): void {
  const own = join(folder, id)
  mkdirSync(own)
  const seen = forStudents(grade)
  const told = { format: 1, ...filed(seen, findingFile) }
  writeFileSync(join(own, 'grade.json'), `${JSON.stringify(told, null, 2)}\n`)
  writeFileSync(join(own, 'report.txt'), report)
  writeFindings(own, seen.items, file)
}

function writeHidden(folder: string, { id, file, grade }: Result): void {
  const items = grade.items.filter(({ hidden, finding }) => hidden && finding !== null)
  if (items.length === 0) return
  const own = join(folder, id)
  mkdirSync(own)
  writeFindings(own, items, file)
}

function writeFindings(folder: string, items: readonly GradedItem[], solution: string): void {
  for (const item of items) {
    if (item.finding === null) continue
    writeFileSync(join(folder, findingFile(item)), writeFinding({ ...item.finding, solution }))
  }
}

/** Writes a folder beside the one that it replaces. */
function writeFolder(path: string, write: (folder: string) => void): void {
  rmSync(partial(path), { recursive: true, force: true })
  mkdirSync(partial(path))
  write(partial(path))
  rmSync(path, { recursive: true, force: true })
  renameSync(partial(path), path)
}

function withoutFindings(grade: Grade): Grade {
  return { ...grade, items: grade.items.map((item) => ({ ...item, finding: null })) }
}
