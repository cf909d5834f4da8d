import type { Grade } from '../grade.ts'

/** All grades as JSON, with a version. */
export function gradesAsJson(grades: readonly Grade[]): string {
  return `${JSON.stringify({ format: 1, grades }, null, 2)}\n`
}
