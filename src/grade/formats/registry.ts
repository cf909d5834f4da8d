import type { Grade } from '../grade.ts'
import { gradesAsJson } from './json.ts'
import { gradesAsJunit } from './junit.ts'

/** File formats of grades, by the name of their command-line option. */
export const formats = {
  json: gradesAsJson,
  junit: gradesAsJunit,
} satisfies Record<string, (grades: readonly Grade[]) => string>
