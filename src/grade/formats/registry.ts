import { autolab } from './autolab.ts'
import { csv } from './csv.ts'
import { ctrf } from './ctrf.ts'
import type { Format } from './format.ts'
import { githubAnnotations } from './github-annotations.ts'
import { githubClassroom } from './github-classroom.ts'
import { githubSummary } from './github-summary.ts'
import { gradescope } from './gradescope.ts'
import { json } from './json.ts'
import { junit } from './junit.ts'
import { prairielearn } from './prairielearn.ts'

/** File formats of grades, by their names on the command line. */
export const formats = {
  gradescope,
  'github-classroom': githubClassroom,
  prairielearn,
  autolab,
  junit,
  ctrf,
  'github-summary': githubSummary,
  'github-annotations': githubAnnotations,
  csv,
  json,
} satisfies Record<string, Format>
