import { basename } from 'node:path'
import { findingFile } from '../../grade/class/index.ts'
import type { Grade } from '../../grade/index.ts'
import type { Scenario } from '../../labs/scenario.ts'
import { gradeText, toldInFullMax } from '../grade-text.ts'
import { listed } from '../solution.ts'

/** The grade as its author reads it in a file: no colours, and nothing that is hidden. */
export async function reportFor(grade: Grade, path: string, stories: readonly Scenario[]): Promise<string> {
  const { status, problems, warnings } = grade
  const trouble = {
    graded: '',
    unusable: 'The solution cannot be used:\n',
    'cut short': 'The grading was stopped:\n',
    fault: 'splitbrain itself has failed; this is no fault of the solution:\n',
  }[status]
  const advice = 'TypeScript says (advice only, the solution runs all the same):\n'
  const parts = [
    problems.length === 0 ? '' : `${trouble}${listed(problems)}\n`,
    warnings.length === 0 ? '' : `${advice}${listed(warnings)}\n`,
    await gradeText(grade, {
      colour: false,
      columns: 100,
      inFullMax: toldInFullMax,
      path,
      solution: basename(path),
      stories,
      rubric: 'FILE',
      keep: (_, [dearest]) => (dearest === undefined ? '' : findingFile(dearest)),
    }),
  ]
  return `${parts.join('').trimEnd()}\n`
}
