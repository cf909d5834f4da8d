import type { GradedItem } from '../grade.ts'
import type { Format, Told } from './format.ts'
import { capped, oneLine, plainText } from './harmless.ts'
import { endingOf, itemsFor, nameOf, problemsOf, totalOf } from './items.ts'

/** Characters, of a message. */
const messageMax = 2_000

/**
 * Common Test Report Format (https://github.com/ctrf-io/ctrf, spec/ctrf.md), which asks for times: a grade has none, since
 * it is the same on every machine, so that all are 0.
 */
export const ctrf: Format = {
  readers: 'students',
  holds: 'any number',
  tells: false,
  what: 'Common Test Report Format, JSON',
  write: (told) => `${JSON.stringify(reportOf(told), null, 2)}\n`,
}

/** Of the specification that is followed. */
const specVersion = '0.0.0'

const statusOf = {
  held: 'passed',
  violated: 'failed',
  undecided: 'other',
  vacuous: 'skipped',
} as const satisfies Record<GradedItem['verdict'], string>

function reportOf(told: readonly Told[]): object {
  const tests = told.flatMap(testsOf)
  const count = (status: string): number => tests.filter((test) => test.status === status).length
  return {
    reportFormat: 'CTRF',
    specVersion,
    generatedBy: 'splitbrain',
    results: {
      tool: { name: 'splitbrain' },
      summary: {
        tests: tests.length,
        passed: count('passed'),
        failed: count('failed'),
        skipped: count('skipped'),
        pending: 0,
        other: count('other'),
        suites: told.length,
        start: 0,
        stop: 0,
      },
      tests,
      extra: { submissions: told.map(submissionOf) },
    },
  }
}

function submissionOf(told: Told): object {
  const { grade } = told
  return {
    solution: oneLine(grade.solution),
    status: grade.status,
    ...totalOf(itemsFor(ctrf.readers, grade)),
    ending: endingOf(told),
    problems: problemsOf(grade).map((problem) => capped(problem, messageMax)),
  }
}

function testsOf({ grade }: Told): readonly { readonly status: string }[] {
  return itemsFor(ctrf.readers, grade).map((item) => ({
    name: nameOf(item),
    status: statusOf[item.verdict],
    duration: 0,
    suite: [grade.lab, oneLine(grade.solution)],
    filePath: oneLine(grade.solution),
    rawStatus: item.verdict,
    ...(item.because === '' ? {} : { message: capped(plainText(item.because), messageMax) }),
    extra: { id: item.id, part: item.part, points: item.points, pointsMax: item.pointsMax },
  }))
}
