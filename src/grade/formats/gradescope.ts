import type { Format, Told } from './format.ts'
import { cappedTogether, plainText } from './harmless.ts'
import { discreet, endingOf, nameOf, partsOf, problemsOf, textOf, totalOf } from './items.ts'

/** Characters. Gradescope says nothing of limits; no page is read that is longer. */
const outputMax = { eachMax: 20_000, allMax: 200_000 }

/**
 * `results.json` of Gradescope (https://gradescope-autograders.readthedocs.io/en/latest/specs/). All texts are of the
 * format `text`, which Gradescope escapes. Hidden items are hidden tests: as long as there are any, Gradescope shows
 * students no total.
 */
export const gradescope: Format = {
  readers: 'students',
  holds: 'one submission',
  tells: true,
  what: 'results.json of Gradescope',
  write: ([told]) => `${JSON.stringify(told === undefined ? nothingYet : resultsOf(told), null, 2)}\n`,
}

const formats = { output_format: 'text', test_output_format: 'text', test_name_format: 'text' }

/** What a solution prints is for staff. */
const stdout = { stdout_visibility: 'hidden' }

const nothingYet = {
  score: 0,
  output: 'The grading has not begun, or was stopped before anything was decided.',
  ...formats,
  ...stdout,
  tests: [],
}

function resultsOf(told: Told): object {
  const { grade } = told
  const { points, pointsMax } = totalOf(grade.items)
  // Items of which a run is told come to tell it once among those that students see, and once among the hidden.
  const texts = [false, true].flatMap((isHidden) => {
    const items = grade.items
      .filter(({ hidden }) => hidden === isHidden)
      .map((item) => (isHidden ? item : discreet(item, grade)))
    const parts = partsOf(items, told)
    return items.map((item, i) => ({ item, text: textOf(item, parts[i] ?? { kind: 'nothing' }) }))
  })
  const outputs = cappedTogether(
    texts.map(({ text }) => text),
    outputMax,
  )
  return {
    score: points,
    output: outputOf(told),
    ...formats,
    ...stdout,
    extra_data: { lab: grade.lab, status: grade.status, points_max: pointsMax, layers: grade.layers },
    tests: texts.map(({ item }, i) => ({
      score: item.points,
      max_score: item.pointsMax,
      status: item.verdict === 'held' ? 'passed' : 'failed',
      name: nameOf(item),
      output: outputs[i],
      visibility: item.hidden ? 'hidden' : 'visible',
      extra_data: { id: item.id, verdict: item.verdict, part: item.part },
    })),
  }
}

/** For the whole submission. No total: it would give away what hidden items earned. */
function outputOf(told: Told): string {
  const { grade } = told
  const ending = endingOf(told)
  const atFault = grade.atFault.length === 0 ? [] : [`At fault: ${grade.atFault.join(', ')}.`]
  const lines = [
    ...(ending === null ? [] : [ending]),
    ...problemsOf(grade),
    ...(grade.items.every(({ hidden }) => !hidden) ? atFault : []),
    ...(grade.warnings.length === 0 ? [] : ['', 'TypeScript says (advice only):']),
    ...grade.warnings.map(({ where, message }) => (where === null ? message : `${where}: ${message}`)),
  ]
  return cappedTogether([plainText(lines.join('\n'))], outputMax).join('')
}
