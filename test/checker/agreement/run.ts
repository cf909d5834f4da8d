import { check, linearize } from '#checker'
import { script } from '../../../bench/script.ts'
import { positive, seed as wholeNumber } from '../../../src/cli/options.ts'
import { run, type Counts, type Disagreement } from './campaign.ts'

interface Options {
  readonly histories: number
  readonly seed: number
  readonly first: number
  readonly model?: string
}

const { histories, seed, first, model } = script(
  'npx tsx test/checker/agreement/run.ts',
  'Judges random histories with `check` and `linearize`, the port and, when they are short, by trying every order. ' +
    'Prints each disagreement as a line of JSON, then a table; the exit code is 1 when there was one.',
)
  .option('--histories <n>', 'how many', positive, 100_000)
  .option('--seed <n>', 'of all of them', wholeNumber, 1)
  .option('--first <n>', 'the number of the first one', wholeNumber, 0)
  .option('--model <name>', 'only histories of this model')
  .parse()
  .opts<Options>()
const disagreementsMax = 20

const counts: Counts = new Map()
const start = Date.now()
let lastShown = start
let done = 0
let disagreements = 0
const campaign = { checker: { check, linearize }, seed, first, histories, model }
for (const found of run(campaign, counts)) {
  done += 1
  if (found !== undefined) {
    disagreements += 1
    console.log(told(found))
    if (disagreements === disagreementsMax) break
  }
  if (done % 256 === 0 && Date.now() - lastShown > 1_000) {
    lastShown = Date.now()
    process.stderr.write(`\r${progress()}`)
  }
}
process.stderr.write(`\r${progress()}\n`)
console.log(table(counts))
process.exitCode = disagreements > 0 ? 1 : 0

function progress(): string {
  const perSecond = Math.round(done / ((Date.now() - start) / 1_000))
  return `${done} of ${histories} histories, ${perSecond} a second, ${disagreements} disagreements`
}

function told(found: Disagreement): string {
  const all = model === undefined ? '' : ` --model ${model}`
  const repeat = `npx tsx test/checker/agreement/run.ts --histories 1 --seed ${seed} --first ${found.index}${all}`
  return JSON.stringify({ ...found, repeat })
}

function table(counts: Counts): string {
  const verdicts = ['linearizable', 'illegal', 'undecided', 'given-up', 'disagreement']
  const places = [...new Set([...counts.keys()].map((place) => place.slice(0, place.lastIndexOf(' '))))]
  const rows = places.toSorted().map((place) => {
    const numbers = verdicts.map((verdict) => counts.get(`${place} ${verdict}`) ?? 0)
    return [place.padEnd(30), ...numbers.map((number) => String(number).padStart(13))].join('')
  })
  return [`${''.padEnd(30)}${verdicts.map((verdict) => verdict.padStart(13)).join('')}`, ...rows].join('\n')
}
