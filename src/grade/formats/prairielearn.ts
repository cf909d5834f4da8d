import type { Format, Told } from './format.ts'
import { cappedTogether, oneLine } from './harmless.ts'
import { endingOf, itemsFor, partsOf, problemsOf, reasonOf, textOf, totalOf } from './items.ts'

/** Characters. PrairieLearn takes 1 MB; a character is three bytes at most, and each text is there once. */
const outputMax = { eachMax: 20_000, allMax: 200_000 }
const messageMax = { eachMax: 1_000, allMax: 50_000 }

/** `results.json` of an external grader of PrairieLearn (https://docs.prairielearn.com/externalGrading/). */
export const prairielearn: Format = {
  readers: 'students',
  holds: 'one submission',
  tells: true,
  what: 'results.json of PrairieLearn',
  write: ([told]) => `${JSON.stringify(told === undefined ? nothingYet : resultsOf(told), null, 2)}\n`,
}

const nothingYet = {
  gradable: true,
  score: 0,
  message: 'The grading has not begun, or was stopped before anything was decided.',
  tests: [],
}

function resultsOf(told: Told): object {
  const { grade } = told
  if (grade.status === 'unusable') {
    const problems = cappedTogether(problemsOf(grade), messageMax)
    return {
      gradable: false,
      message: endingOf(told),
      format_errors: problems.filter((problem) => problem !== ''),
    }
  }
  const items = itemsFor(prairielearn.readers, grade)
  const { points, pointsMax } = totalOf(items)
  const parts = partsOf(items, told)
  const outputs = cappedTogether(
    items.map((item, i) => textOf(item, parts[i] ?? { kind: 'nothing' })),
    outputMax,
  )
  const messages = cappedTogether(items.map(reasonOf), messageMax)
  return {
    gradable: true,
    score: pointsMax === 0 ? 0 : points / pointsMax,
    message: endingOf(told) ?? `${points} of ${pointsMax} points.`,
    output: cappedTogether([problemsOf(grade).join('\n')], messageMax).join(''),
    tests: items.map((item, i) => ({
      name: oneLine(item.id),
      description: oneLine(item.title),
      points: item.points,
      max_points: item.pointsMax,
      message: messages[i],
      output: parts[i]?.kind === 'nothing' ? '' : outputs[i],
    })),
  }
}
