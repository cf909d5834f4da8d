/**
 * `npm run conformance -- [--lab primary-backup] [--service bank] [--schedules 2000] [--seed 1]`: prints every correct
 * implementation × every law of its lab, and exits with 1 when one did not hold. `--service` has them replicate
 * something else.
 */
import { exit } from 'node:process'
import { parseArgs } from 'node:util'
import { implementations } from './implementations.ts'
import { conformanceTable } from './table.ts'

const { values } = parseArgs({
  options: {
    lab: { type: 'string', default: '' },
    service: { type: 'string', default: '' },
    schedules: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
  },
})

const chosen = implementations
  .filter(({ lab }) => values.lab === '' || lab === values.lab)
  .map((each) => (values.service === '' ? each : { ...each, service: values.service }))
if (chosen.length === 0) {
  const labs = new Set(implementations.map(({ lab }) => lab))
  throw new Error(`no implementation of the lab \`${values.lab}\`: expected one of ${[...labs].join(', ')}`)
}
const isGood = conformanceTable(chosen, {
  seed: Number(values.seed),
  schedulesMax: Number(values.schedules),
  print: (line) => console.log(line),
})
exit(isGood ? 0 : 1)
