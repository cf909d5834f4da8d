import type { Grade, GradedItem } from '../grade.ts'

/** JUnit XML, as CI systems read it: a suite for each solution, a case for each item. */
export function gradesAsJunit(grades: readonly Grade[]): string {
  const suites = grades.map(suiteOf).join('')
  const tests = grades.reduce((sum, { items }) => sum + items.length, 0)
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="splitbrain" tests="${tests}">\n${suites}</testsuites>\n`
}

function suiteOf(grade: Grade): string {
  const failures = grade.items.filter(({ verdict }) => verdict === 'violated').length
  const errors = grade.items.filter(({ verdict }) => verdict === 'undecided').length
  const skipped = grade.items.filter(({ verdict }) => verdict === 'vacuous').length
  const attributes =
    `name="${escape(grade.solution)}" tests="${grade.items.length}" failures="${failures}" ` +
    `errors="${errors}" skipped="${skipped}"`
  const problems = grade.problems.map(({ where, message }) =>
    where === null ? message : `${where}: ${message}`,
  )
  const output = problems.length === 0 ? '' : `    <system-err>${escape(problems.join('\n'))}</system-err>\n`
  const cases = grade.items.map((item) => caseOf(grade, item)).join('')
  return `  <testsuite ${attributes}>\n${cases}${output}  </testsuite>\n`
}

function caseOf({ lab }: Grade, { id, title, verdict, because }: GradedItem): string {
  const open = `    <testcase classname="${escape(lab)}" name="${escape(`${id}: ${title}`)}"`
  const message = escape(because)
  switch (verdict) {
    case 'held':
      return `${open}/>\n`
    case 'violated':
      return `${open}><failure message="${message}"/></testcase>\n`
    case 'undecided':
      return `${open}><error message="${message}"/></testcase>\n`
    case 'vacuous':
      return `${open}><skipped message="${message}"/></testcase>\n`
    default:
      return verdict satisfies never
  }
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;')
}
