import { parseArgs } from 'node:util'
import { check, linearize } from '#checker'
import { run, type Counts, type Disagreement } from './campaign.ts'

/**
 * `npx tsx test/checker/agreement/run.ts --histories 1000000 --seed 1 [--first N] [--model NAME]`: judges random
 * histories with `check` and `linearize`, the port and, when they are short, by trying every order. Prints each
 * disagreement as one line of JSON, then a table; the exit code is 1 when there was one.
 */
const { values } = parseArgs({
  options: {
    histories: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    first: { type: 'string', default: '0' },
    model: { type: 'string' },
  },
})
const [histories, seed, first] = [values.histories, values.seed, values.first].map(wholeNumber)
if (histories === undefined || seed === undefined || first === undefined)
  throw new Error('expected --histories, --seed and --first to be whole numbers')
const disagreementsMax = 20

const counts: Counts = new Map()
const start = Date.now()
let lastShown = start
let done = 0
let disagreements = 0
const campaign = { checker: { check, linearize }, seed, first, histories, model: values.model }
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

function wholeNumber(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

function progress(): string {
  const perSecond = Math.round(done / ((Date.now() - start) / 1_000))
  return `${done} of ${histories} histories, ${perSecond} a second, ${disagreements} disagreements`
}

function told(found: Disagreement): string {
  const all = values.model === undefined ? '' : ` --model ${values.model}`
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
