import type { Grade, GradedItem } from '../grade.ts'
import { round } from '../rubric/points.ts'
import type { Format, Telling, Told } from './format.ts'
import { oneLine, plainText } from './harmless.ts'

/**
 * What the readers of a format may see. For students, all that is hidden is one item, of which nothing is told but its
 * points: they belong to the grade that a system records.
 */
export function itemsFor(readers: Format['readers'], grade: Grade): readonly GradedItem[] {
  const hidden = grade.items.filter((item) => item.hidden)
  const [first] = hidden
  if (readers === 'staff' || first === undefined) return grade.items
  const total = totalOf(hidden)
  const isHeld = hidden.every(({ verdict }) => verdict === 'held')
  const together: GradedItem = {
    id: 'private-items',
    title: 'What is examined in private, all together',
    part: null,
    hidden: false,
    check: first.check,
    ...total,
    verdict: isHeld ? 'held' : 'violated',
    because: isHeld ? '' : 'not all of it held; the course staff knows more',
    finding: null,
  }
  return [...grade.items.filter((item) => !item.hidden).map((item) => discreet(item, grade)), together]
}

/** An item that students see. What a grading was doing when it was stopped may be what is hidden from them. */
export function discreet(item: GradedItem, { status, items }: Grade): GradedItem {
  const isHarmless = status !== 'cut short' || items.every(({ hidden }) => !hidden)
  if (isHarmless || item.verdict !== 'undecided') return item
  return { ...item, because: 'the grading was stopped before this was decided' }
}

/** Sums. */
export function totalOf(items: readonly GradedItem[]): {
  readonly points: number
  readonly pointsMax: number
} {
  return {
    points: round(items.reduce((sum, { points }) => sum + points, 0)),
    pointsMax: round(items.reduce((sum, { pointsMax }) => sum + pointsMax, 0)),
  }
}

export function nameOf({ id, title }: GradedItem): string {
  return oneLine(`${id}: ${title}`)
}

/** Why the item has the points that it has, in a line. */
export function reasonOf({ verdict, because }: GradedItem): string {
  switch (verdict) {
    case 'held':
      return 'held'
    case 'violated':
      return `violated: ${oneLine(because)}`
    case 'undecided':
      return `undecided: ${oneLine(because)}. A person has to decide: ask the course staff`
    case 'vacuous':
      return `nothing to judge: ${oneLine(because)}`
    default:
      return verdict satisfies never
  }
}

/** How a grading ended, in a line, where it did not simply end; else null. */
export function endingOf({ grade, isDone }: Told): string | null {
  switch (grade.status) {
    case 'fault':
      return 'splitbrain itself has failed, which is no fault of the solution: tell the course staff.'
    case 'unusable':
      return 'The solution cannot be used, and nothing was graded.'
    case 'cut short':
      return 'The grading was stopped: what is undecided was not reached.'
    case 'graded':
      return isDone
        ? null
        : 'The grading was not over when this was written: what is undecided was not reached yet.'
    default:
      return grade.status satisfies never
  }
}

/** Problems as lines, for students or staff alike: of a grading with hidden items, only where they are. */
export function problemsOf({ status, problems, items }: Grade): readonly string[] {
  // What a grading was doing when it was stopped may be what is hidden.
  const isTold = status === 'unusable' || items.every(({ hidden }) => !hidden)
  return problems.map(({ where, message }) => {
    const what = isTold ? plainText(message) : 'the solution was stopped; ask the course staff'
    return where === null ? what : `${oneLine(where)}: ${what}`
  })
}

/** What is told of an item: its run, or the name of the earlier item that has the same one. */
export type Part =
  | { readonly kind: 'told'; readonly telling: Telling }
  | { readonly kind: 'as'; readonly id: string }
  | { readonly kind: 'nothing' }

/** Each run is told once, with the first item that it cost. */
export function partsOf(items: readonly GradedItem[], { tellings }: Told): readonly Part[] {
  const firstWith = new Map<Telling, string>()
  return items.map(({ id }): Part => {
    const telling = tellings.get(id)
    if (telling === undefined) return { kind: 'nothing' }
    const first = firstWith.get(telling)
    if (first !== undefined) return { kind: 'as', id: first }
    firstWith.set(telling, id)
    return { kind: 'told', telling }
  })
}

/** An item and what is told of it, for readers of plain text. */
export function textOf(item: GradedItem, part: Part): string {
  switch (part.kind) {
    case 'told':
      return `${plainText(part.telling.text).trimEnd()}\n\nSee it again:\n\n  ${oneLine(part.telling.again)}`
    case 'as':
      return `${reasonOf(item)}\n\nThe run is that of ${oneLine(part.id)}, above.`
    case 'nothing':
      return reasonOf(item)
    default:
      return part satisfies never
  }
}
