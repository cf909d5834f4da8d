import type { Grade } from './grade.ts'
import { isLost, round } from './rubric/points.ts'

/** What students may see of the grade: all points, and nothing of private items but what they earned. */
export function forStudents(grade: Grade): Grade {
  const items = grade.items.filter(({ hidden }) => !hidden)
  const isSeen = (part: string): boolean => items.some((item) => item.part === part && isLost(item))
  return { ...grade, items, atFault: grade.atFault.filter(isSeen) }
}

/** What all private items earned together; null where there are none. */
export function hiddenPoints({
  items,
}: Grade): { readonly points: number; readonly pointsMax: number } | null {
  const hidden = items.filter((item) => item.hidden)
  if (hidden.length === 0) return null
  return {
    points: round(hidden.reduce((sum, { points }) => sum + points, 0)),
    pointsMax: round(hidden.reduce((sum, { pointsMax }) => sum + pointsMax, 0)),
  }
}
