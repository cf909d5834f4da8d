import { exit } from 'node:process'
import { script } from '../../bench/script.ts'
import { positive, seed as wholeNumber } from '../../src/cli/options.ts'
import { implementations } from './implementations.ts'
import { conformanceTable } from './table.ts'

interface Options {
  readonly lab?: string
  readonly service?: string
  readonly schedules: number
  readonly seed: number
}

const command = script(
  'npm run conformance --',
  'Prints every correct implementation × every law of its lab, and exits with 1 when one did not hold.',
)
  .option('--lab <name>', 'only implementations of this lab')
  .option('--service <name>', 'has them replicate something else')
  .option('--schedules <n>', 'of each hunt', positive, 2_000)
  .option('--seed <n>', 'of each hunt', wholeNumber, 1)
  .parse()
const { lab: wanted, service, schedules, seed } = command.opts<Options>()

const chosen = implementations
  .filter(({ lab }) => wanted === undefined || lab === wanted)
  .map((each) => (service === undefined ? each : { ...each, service }))
if (chosen.length === 0) {
  const labs = new Set(implementations.map(({ lab }) => lab))
  command.error(`error: no implementation of the lab \`${wanted}\`: expected one of ${[...labs].join(', ')}`)
}
const isGood = conformanceTable(chosen, {
  seed,
  schedulesMax: schedules,
  print: (line) => console.log(line),
})
exit(isGood ? 0 : 1)
