/**
 * `npm run mutants -- [--lab primary-backup] [--only P2,B1] [--schedules 10000] [--right-schedules 20000] [--seed 1] [--jobs 2]`:
 * prints the table of wrong variants and exits with 1 when one was missed or something right was flagged. `--row` is
 * for the processes that it starts itself.
 *
 * `npm run mutants -- --generated [--only cold-standby/] [--schedules 300] [--jobs 2] [--record]`: hunts mutants that are
 * made of the references' source, and exits with 1 when one survives of which nobody has said why.
 *
 * `npm run mutants -- --write`: brings the list in docs/wrong-variants.md up to date.
 */
import { execFile } from 'node:child_process'
import { argv, execArgv, execPath, exit, stderr } from 'node:process'
import { parseArgs, promisify } from 'node:util'
import { fileURLToPath } from 'node:url'
import { writeMeasured } from '../../bench/document.ts'
import { defaults } from '../../src/cli/options.ts'
import { listedAsMarkdown } from './catalogue.ts'
import { resultOf, rows, type Result, type Row } from './hunting.ts'
import { generatedTable } from './generated/table.ts'
import { mutantsTable } from './table.ts'

const { values } = parseArgs({
  options: {
    lab: { type: 'string', default: '' },
    only: { type: 'string', default: '' },
    // What `splitbrain grade` has by default.
    schedules: { type: 'string', default: String(defaults.budget) },
    'right-schedules': { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    jobs: { type: 'string', default: '1' },
    generated: { type: 'boolean', default: false },
    progress: { type: 'string', default: '.splitbrain/generated.jsonl' },
    record: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    row: { type: 'string' },
  },
})
/** Many mutants survive since there is nothing to find: more take an hour. */
const generatedSchedulesMax = 300
const seed = Number(values.seed)
const schedulesMax = Number(values.schedules)
const rightSchedulesMax = Number(values['right-schedules'])
const row = rows.find((each) => nameOf(each) === values.row)

if (values.write) {
  await writeMeasured(
    fileURLToPath(new URL('../../docs/wrong-variants.md', import.meta.url)),
    listedAsMarkdown(),
  )
  exit(0)
}
if (values.generated) {
  const isGood = await generatedTable({
    only: listOf(values.only),
    seed,
    schedulesMax: Math.min(schedulesMax, generatedSchedulesMax),
    jobs: Number(values.jobs),
    progress: values.progress,
    record: values.record,
    print: (line) => console.log(line),
  })
  exit(isGood ? 0 : 1)
}
if (row === undefined) {
  const isGood = await mutantsTable({
    seed,
    schedulesMax,
    rightSchedulesMax,
    labs: listOf(values.lab),
    only: listOf(values.only),
    jobs: Number(values.jobs),
    hunt: inAnotherProcess,
    print: (line) => console.log(line),
  })
  exit(isGood ? 0 : 1)
}
const result = resultOf(row, { seed, schedulesMax, rightSchedulesMax, onProgress: showProgress(row.id) })
console.log(JSON.stringify(result))

function nameOf({ lab, service, id }: Row): string {
  return `${lab}/${service}/${id}`
}

function listOf(option: string): readonly string[] {
  return option.split(',').filter((name) => name !== '')
}

async function inAnotherProcess(hunted: Row): Promise<Result> {
  const self = argv[1] ?? ''
  const options = [
    '--row',
    nameOf(hunted),
    '--schedules',
    values.schedules,
    '--right-schedules',
    values['right-schedules'],
  ]
  const child = promisify(execFile)(execPath, [...execArgv, self, ...options, '--seed', values.seed])
  child.child.stderr?.pipe(stderr)
  const { stdout } = await child
  return JSON.parse(stdout) as Result
}

/** At most one line a second. */
function showProgress(id: string): (progress: { schedules: number; findings: number }) => void {
  let shownAtMs = Date.now()
  return ({ schedules, findings }) => {
    if (Date.now() - shownAtMs < 1_000) return
    shownAtMs = Date.now()
    stderr.write(`${id}: ${schedules} schedules, ${findings} findings\n`)
  }
}
