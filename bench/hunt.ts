import { positive } from '../src/cli/options.ts'
import { schedulerNames } from '../src/schedule/index.ts'
import { rows } from '../test/mutants/hunting.ts'
import { openPool } from '../test/mutants/pool.ts'
import { writeMeasured } from './document.ts'
import {
  appendMeasurement,
  isOpen,
  keyOf,
  readMeasurements,
  type Cell,
  type Column,
  type Measurement,
} from './hunt/measurement.ts'
import { render } from './hunt/render.ts'
import type { HuntJob } from './hunt/worker.ts'
import { describeMachine } from './machine.ts'
import { listed, script } from './script.ts'

interface Options {
  readonly schedulers: readonly string[]
  readonly lab: readonly string[]
  readonly only: readonly string[]
  readonly seeds: number
  readonly cpuMs: number
  readonly schedules: number
  readonly patience: number
  readonly jobs: number
  readonly out: string
  readonly write?: string
  readonly onlyWrite: boolean
}

const known: readonly Column[] = ['portfolio', ...schedulerNames]
const command = script(
  'npm run bench:hunt --',
  'Measures how soon each wrong variant is found: see docs/benchmarks-hunt.md.',
)
  .option('--schedulers <names>', `all, or some of ${known.join(', ')}`, listed, ['portfolio'])
  .option('--lab <names>', 'only variants of these labs', listed, [])
  .option('--only <ids>', 'only these variants, such as S1,P2', listed, [])
  .option('--seeds <n>', 'hunts of each variant', positive, 30)
  .option('--cpu-ms <n>', 'CPU time after which a hunt is given up', positive, 10_000)
  .option('--schedules <n>', 'schedules after which it is given up', positive, 1_000_000)
  .option('--patience <n>', 'seeds in vain after which a variant is given up', positive, 30)
  .option('--jobs <n>', 'hunts at the same time', positive, 1)
  .option('--out <file>', 'keeps what was measured; goes on where it ends', '.splitbrain/bench-hunt.jsonl')
  .option('--write <file>', 'puts the tables between the marks of a document')
  .option('--only-write', 'measures nothing', false)
  .parse()
const options = command.opts<Options>()
const budget = { cpuMsMax: options.cpuMs, schedulesMax: options.schedules }
const { patience } = options
/** So many seeds of every variant first, and then so many. */
const seedsFirst = 3
const seedsNext = 10
const wrong = rows.filter(({ isWrong }) => isWrong)

if (!options.onlyWrite) await measureAll()
const measured = [...readMeasurements(options.out).values()]
const text = render(measured, wrong, known)
if (options.write === undefined) console.log(text)
else await writeMeasured(options.write, `${describeRun(measured)}\n\n${text}`)

/** What is still to be measured, a variant and scheduler after the other. */
async function measureAll(): Promise<void> {
  const pool = openPool<HuntJob, Measurement>({
    entry: new URL('hunt/worker.ts', import.meta.url),
    jobs: options.jobs,
    // A machine with other things to do takes its time.
    wallMsMax: 100 * budget.cpuMsMax + 120_000,
  })
  const done = new Map(readMeasurements(options.out))
  const columns = chosenColumns()
  const variants = wrong.filter(({ lab, id }) => isListed(options.lab, lab) && isListed(options.only, id))
  if (variants.length === 0)
    command.error(`error: no wrong variant is in --lab ${options.lab.join()} --only ${options.only.join()}`)
  const seedsMax = options.seeds
  // Of a run that is stopped something is known of every variant.
  const passes = [...new Set([seedsFirst, seedsNext, seedsMax].map((seeds) => Math.min(seeds, seedsMax)))]
  const series = passes.flatMap((seeds) =>
    columns.flatMap((column) =>
      variants.map(
        ({ lab, service, id }) =>
          () =>
            measureSeries({ lab, service, id, column }, seeds, done, pool.ask),
      ),
    ),
  )
  await Promise.all(
    Array.from({ length: options.jobs }, async () => {
      for (let next = series.shift(); next !== undefined; next = series.shift()) await next()
    }),
  )
  pool.close()
}

/** Seeds of a variant and a scheduler that are not done yet; fewer where one after the other finds nothing. */
async function measureSeries(
  cell: Omit<Cell, 'seed'>,
  seedsMax: number,
  done: Map<string, Measurement>,
  ask: (job: HuntJob) => Promise<Measurement | null>,
): Promise<void> {
  let inVain = 0
  for (let seed = 1; seed <= seedsMax && inVain < patience; seed += 1) {
    const before = done.get(keyOf({ ...cell, seed }))
    const isStillOpen = isOpen(before, budget.cpuMsMax, budget.schedulesMax)
    const measurement = before === undefined || isStillOpen ? await ask({ ...cell, seed, ...budget }) : before
    if (measurement === null) {
      process.stderr.write(`${keyOf({ ...cell, seed })} did not come to an end: not measured\n`)
      continue
    }
    if (measurement !== before) {
      appendMeasurement(options.out, measurement)
      done.set(keyOf(measurement), measurement)
    }
    inVain = measurement.property === null ? inVain + 1 : 0
  }
  process.stderr.write(`${cell.lab} ${cell.id} ${cell.column}: ${seedsMax} seeds\n`)
}

function chosenColumns(): readonly Column[] {
  if (options.schedulers[0] === 'all') return known
  return options.schedulers.map((name) => {
    const column = known.find((one) => one === name)
    if (column !== undefined) return column
    return command.error(
      `error: unknown scheduler \`${name}\`: expected \`all\` or some of ${known.join(', ')}`,
    )
  })
}

function isListed(list: readonly string[], name: string): boolean {
  return list.length === 0 || list.includes(name)
}

function describeRun(measurements: readonly Measurement[]): string {
  const seeds = new Set(measurements.map(({ seed }) => seed)).size
  const budgets = measurements.filter(({ property }) => property === null).map(({ cpuMsMax }) => cpuMsMax)
  const given =
    budgets.length === 0
      ? 'every hunt found something'
      : `hunts were given up after ${Math.min(...budgets) / 1_000} CPU-seconds or more`
  return `${new Date().toISOString().slice(0, 10)}: ${describeMachine()}; up to ${seeds} seeds each, ${given}.`
}
