import type { Format, Told } from './format.ts'
import { cappedTogether, oneLine } from './harmless.ts'
import { endingOf, itemsFor, nameOf, problemsOf, reasonOf, totalOf } from './items.ts'

/** Characters, of all feedback. */
const feedbackMax = { eachMax: 1_000, allMax: 50_000 }

/**
 * What an autograder of Autolab prints (https://docs.autolabproject.com/lab/): feedback, and as the last line the scores of
 * the problems, here the items by their ids, with the total for a scoreboard. A line of feedback never starts as JSON does,
 * which Autolab looks for.
 */
export const autolab: Format = {
  readers: 'students',
  holds: 'one submission',
  tells: false,
  what: 'feedback and, as the last line, scores of Autolab',
  write: ([told]) => (told === undefined ? 'Nothing is graded yet.\n{"scores":{}}\n' : outputOf(told)),
}

function outputOf(told: Told): string {
  const { grade } = told
  const items = itemsFor(autolab.readers, grade)
  const { points, pointsMax } = totalOf(items)
  const ending = endingOf(told)
  const feedback = [
    ...(ending === null ? [] : [ending]),
    ...problemsOf(grade).map((problem) => `Problem: ${problem}`),
    ...items.map(
      (item) => `Item ${nameOf(item)}: ${item.points} of ${item.pointsMax} points, ${reasonOf(item)}`,
    ),
    `Total: ${points} of ${pointsMax} points`,
  ]
  const scores = Object.fromEntries(items.map(({ id, points }) => [oneLine(id), points]))
  const lines = cappedTogether(feedback.map(oneLine), feedbackMax).filter((line) => line !== '')
  return `${lines.join('\n')}\n${JSON.stringify({ scores, scoreboard: [points] })}\n`
}
