import type { Format, Told } from './format.ts'
import { cappedTogether, oneLine, withoutCommands } from './harmless.ts'
import { endingOf, itemsFor, nameOf, problemsOf, reasonOf, totalOf } from './items.ts'

/**
 * Characters. The result travels in an environment variable, in Base64: Linux takes 128 KiB, so that 60,000 bytes are
 * safe, which are 20,000 characters of three bytes.
 */
const messageMax = { eachMax: 400, allMax: 15_000 }

/**
 * What a runner hands to the reporter of GitHub Classroom
 * (https://github.com/classroom-resources/autograding-grading-reporter), before it is put into Base64. The reporter prints
 * messages into the log of a workflow, which obeys commands in it.
 */
export const githubClassroom: Format = {
  readers: 'students',
  holds: 'one submission',
  tells: false,
  what: 'runner result of GitHub Classroom, before Base64',
  write: ([told]) => `${JSON.stringify(told === undefined ? nothingYet : resultOf(told))}\n`,
}

const nothingYet = { version: 1, status: 'error', max_score: 0, tests: [] }

function resultOf(told: Told): object {
  const { grade } = told
  const items = itemsFor(githubClassroom.readers, grade)
  const ending = endingOf(told)
  const messages = cappedTogether(
    items.map((item) => safe([reasonOf(item), ...(ending === null ? [] : [ending])].join('. '))),
    messageMax,
  )
  const isAllHeld = items.every(({ verdict }) => verdict === 'held')
  return {
    version: 1,
    status: grade.status === 'graded' ? (isAllHeld ? 'pass' : 'fail') : 'error',
    max_score: totalOf(items).pointsMax,
    tests: items.map((item, i) => ({
      name: safe(nameOf(item)),
      status: item.verdict === 'held' ? 'pass' : item.verdict === 'violated' ? 'fail' : 'error',
      score: item.points,
      message: grade.status === 'unusable' ? safe(problemsOf(grade).join('; ')).slice(0, 400) : messages[i],
      test_code: '',
      filename: '',
      line_no: 0,
      execution_time: 0,
    })),
  }
}

function safe(text: string): string {
  return withoutCommands(oneLine(text))
}
