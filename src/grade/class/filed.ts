import type { Grade, GradedItem } from '../grade.ts'

/** An item whose finding is in a file of its own; the file's name, relative to what names it. */
export interface FiledItem extends Omit<GradedItem, 'finding'> {
  readonly finding: string | null
}

/** A grade whose findings are in files. */
export interface FiledGrade extends Omit<Grade, 'items'> {
  readonly items: readonly FiledItem[]
}

export function filed(grade: Grade, fileOf: (item: GradedItem) => string): FiledGrade {
  const items = grade.items.map((item) => ({ ...item, finding: item.finding === null ? null : fileOf(item) }))
  return { ...grade, items }
}

/** Of the run that lost the item's points. The id of an item is unique in its rubric; its author chose it freely. */
export function findingFile({ id }: GradedItem): string {
  return `${encodeURIComponent(id)}.finding.json`
}
