import { execFile } from 'node:child_process'
import { argv, execArgv, execPath, exit, stderr } from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Option } from 'commander'
import { writeMeasured } from '../../bench/document.ts'
import { listed, script } from '../../bench/script.ts'
import { defaults, positive, seed as wholeNumber } from '../../src/cli/options.ts'
import { listedAsMarkdown } from './catalogue.ts'
import { resultOf, rows, type Result, type Row } from './hunting.ts'
import { generatedTable } from './generated/table.ts'
import { mutantsTable } from './table.ts'

interface Options {
  readonly lab: readonly string[]
  readonly only: readonly string[]
  readonly schedules: number
  readonly rightSchedules: number
  readonly seed: number
  readonly jobs: number
  readonly generated: boolean
  readonly progress: string
  readonly record: boolean
  readonly write: boolean
  readonly row?: string
}

const options = script(
  'npm run mutants --',
  'Hunts the wrong variants, prints their table, and exits with 1 when one was missed or something right was flagged.',
)
  .option('--lab <names>', 'only variants of these labs', listed, [])
  .option('--only <ids>', 'only these, such as P2,B1; with --generated such as cold-standby/', listed, [])
  // What `splitbrain grade` has by default.
  .option('--schedules <n>', 'of each hunt', positive, defaults.budget)
  .option('--right-schedules <n>', 'of hunts of what is right', positive, 20_000)
  .option('--seed <n>', 'of each hunt', wholeNumber, 1)
  .option('--jobs <n>', 'hunts at the same time', positive, 1)
  .option(
    '--generated',
    'mutants made of the references’ source; 1 when one survives of which nobody has said why',
    false,
  )
  .option('--progress <file>', 'of --generated: goes on where it ends', '.splitbrain/generated.jsonl')
  .option('--record', 'of --generated: keeps which survive', false)
  .option('--write', 'only brings the list in docs/wrong-variants.md up to date', false)
  .addOption(new Option('--row <name>', 'for the processes that it starts itself').hideHelp())
  .parse()
  .opts<Options>()
/** Many mutants survive since there is nothing to find: more take an hour. */
const generatedSchedulesMax = 300
const { seed, schedules: schedulesMax, rightSchedules: rightSchedulesMax, jobs } = options
const row = rows.find((each) => nameOf(each) === options.row)

if (options.write) {
  await writeMeasured(
    fileURLToPath(new URL('../../docs/wrong-variants.md', import.meta.url)),
    listedAsMarkdown(),
  )
  exit(0)
}
if (options.generated) {
  const isGood = await generatedTable({
    only: options.only,
    seed,
    schedulesMax: Math.min(schedulesMax, generatedSchedulesMax),
    jobs,
    progress: options.progress,
    record: options.record,
    print: (line) => console.log(line),
  })
  exit(isGood ? 0 : 1)
}
if (row === undefined) {
  const isGood = await mutantsTable({
    seed,
    schedulesMax,
    rightSchedulesMax,
    labs: options.lab,
    only: options.only,
    jobs,
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

async function inAnotherProcess(hunted: Row): Promise<Result> {
  const self = argv[1] ?? ''
  const budgets = ['--schedules', String(schedulesMax), '--right-schedules', String(rightSchedulesMax)]
  const flags = ['--row', nameOf(hunted), ...budgets, '--seed', String(seed)]
  const child = promisify(execFile)(execPath, [...execArgv, self, ...flags])
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
