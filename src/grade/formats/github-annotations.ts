import { basename, dirname, join } from 'node:path'
import type { Grade, GradedItem } from '../grade.ts'
import type { Format, Told } from './format.ts'
import { capped, oneLine } from './harmless.ts'
import { itemsFor, nameOf, problemsOf, reasonOf } from './items.ts'

/** GitHub shows ten errors and ten warnings of a step, and drops the others without a word. */
const shownMax = 10
/** Characters, of a message. */
const messageMax = 1_000

/**
 * Annotations of GitHub Actions, as commands in the log
 * (https://docs.github.com/actions/reference/workflow-commands-for-github-actions): an error for each promise that was
 * broken, a warning for what was not decided.
 */
export const githubAnnotations: Format = {
  readers: 'students',
  holds: 'any number',
  tells: false,
  what: 'annotations of GitHub Actions, for the log of a step',
  write: (told) => {
    const all = told.flatMap(annotationsOf)
    return (['error', 'warning'] as const)
      .flatMap((level) => shown(all.filter((annotation) => annotation.level === level)))
      .map(commandOf)
      .join('')
  },
}

interface Annotation {
  readonly level: 'error' | 'warning'
  readonly file: string
  /** 1 for the first. */
  readonly line: number
  readonly title: string
  readonly message: string
}

function annotationsOf({ grade }: Told): readonly Annotation[] {
  const problems = problemsOf(grade).map((message, i): Annotation => ({
    level: 'error',
    ...placeOf(grade, grade.problems[i]?.where ?? null),
    title: 'cannot be graded',
    message,
  }))
  // Nothing was decided, and the problems say why.
  if (grade.status === 'unusable') return problems
  const items = itemsFor(githubAnnotations.readers, grade).filter(({ verdict }) => verdict !== 'held')
  return [
    ...problems,
    ...items.toSorted((a, b) => b.pointsMax - a.pointsMax).map((item) => ofItem(grade, item)),
  ]
}

function ofItem(grade: Grade, item: GradedItem): Annotation {
  return {
    level: item.verdict === 'violated' ? 'error' : 'warning',
    ...placeOf(grade, whereIn(item.because)),
    title: nameOf(item),
    message: reasonOf(item),
  }
}

/** What a handler did wrong ends with its place: `threw Error: not implemented (solution.ts:7)`. */
function whereIn(because: string): string | null {
  return /\(([^():]+:\d+)\)$/.exec(because)?.[1] ?? null
}

/** A place is relative to the folder of the solution. */
function placeOf({ solution }: Grade, where: string | null): Pick<Annotation, 'file' | 'line'> {
  const [, file = basename(solution), line = '1'] = /^(.+):(\d+)$/.exec(where ?? '') ?? []
  return { file: join(dirname(solution), file), line: Number(line) }
}

function shown(annotations: readonly Annotation[]): readonly Annotation[] {
  if (annotations.length <= shownMax) return annotations
  const kept = annotations.slice(0, shownMax)
  const [first] = kept
  const last = kept.at(-1)
  if (first === undefined || last === undefined) return kept
  const others = annotations.length - shownMax + 1
  return [
    ...kept.slice(0, -1),
    { ...last, title: `and ${others} more`, message: `${others} more are left out here: see the summary` },
  ]
}

function commandOf({ level, file, line, title, message }: Annotation): string {
  const text = data(capped(oneLine(message), messageMax))
  return `::${level} file=${property(file)},line=${line},title=${property(title)}::${text}\n`
}

/** As the runner reads it: https://github.com/actions/toolkit, packages/core/src/command.ts. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(oneLine(text)).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
