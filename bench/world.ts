import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { positive } from '../src/cli/options.ts'
import { writeMeasured } from './document.ts'
import { describeMachine } from './machine.ts'
import { script } from './script.ts'
import { asMarkdown, asText, type Table } from './show.ts'
import type { Measured } from './world/measured.ts'

interface Options {
  readonly rounds: number
  readonly only?: string
  readonly profile?: string
  readonly write?: string
}

const options = script(
  'npm run bench:world --',
  'Measures walks, timed runs and hunts of the references: see docs/benchmarks-world.md.',
)
  .option('--rounds <n>', 'how often each thing is measured', positive, 7)
  .option('--only <what>', 'only one of the things in the column what')
  .option('--profile <folder>', 'the measuring process writes a CPU profile; together with --only')
  .option('--write <file>', 'puts the tables between the marks of a document')
  .parse()
  .opts<Options>()

const targetStepsPerSecond = 3_000_000
const targetFastCheckPercent = 5

const folder = mkdtempSync(join(tmpdir(), 'splitbrain-bench-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

const machine = describeMachine()
const measured = await measure()
const tables = [ratesTable(measured), figuresTable(measured)]
for (const table of tables) process.stdout.write(`${asText(table)}\n`)
if (options.write !== undefined) {
  const when = `${new Date().toISOString().slice(0, 10)}: ${machine}.`
  await writeMeasured(options.write, [when, ...tables.toReversed().map(asMarkdown)].join('\n\n'))
}

/** In a process of its own, as what is published: plain JavaScript in one file, no loader. */
async function measure(): Promise<readonly Measured[]> {
  const outfile = join(folder, 'measure.mjs')
  await build({
    entryPoints: [new URL('world/measure.ts', import.meta.url).pathname],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'error',
    // seedrandom is CommonJS and asks for `crypto`.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)",
    },
  })
  const profile = options.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${options.profile}`]
  const only = options.only === undefined ? [] : [options.only]
  const { stdout, status } = spawnSync(
    process.execPath,
    [...profile, outfile, String(options.rounds), ...only],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  if (status !== 0) throw new Error(`the measuring process ended with ${status}: see above`)
  // The cast: `measure.ts` wrote them.
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Measured)
}

function ratesTable(all: readonly Measured[]): Table {
  return {
    title: 'Per second of CPU time',
    heading: ['solution', 'what', 'steps/schedule', 'schedules/s', 'steps/s', '÷ naive walk'],
    rows: all.map((one) => [
      one.solution,
      one.what,
      one.steps === 0 ? '–' : (one.steps / one.schedules).toFixed(0),
      rate(one.schedules / one.cpuSeconds),
      one.steps === 0 ? '–' : rate(stepsPerSecond(one)),
      ratioToNaive(all, one),
    ]),
  }
}

function ratioToNaive(all: readonly Measured[], one: Measured): string {
  const naive = all.find(({ solution, what }) => solution === one.solution && what === 'naive walk')
  if (naive === undefined || one.steps === 0) return '–'
  return `${(stepsPerSecond(one) / stepsPerSecond(naive)).toFixed(2)} ×`
}

function figuresTable(all: readonly Measured[]): Table {
  const [reference] = all
  const of = (what: Measured['what']): Measured | undefined =>
    all.find((one) => one.solution === reference?.solution && one.what === what)
  const checked = of('walk, history checked')
  const hunt = of('hunt')
  const fastCheck = of('fast-check')
  const percent =
    hunt === undefined || fastCheck === undefined ? undefined : (100 * fastCheck.cpuSeconds) / hunt.cpuSeconds
  const steps = checked === undefined ? undefined : stepsPerSecond(checked)
  return {
    title: 'Figures to reach',
    heading: ['what', 'target', 'measured', 'reached'],
    rows: [
      [
        'steps per CPU-second, walks on the reference, history check included',
        `≥ ${rate(targetStepsPerSecond)}`,
        steps === undefined ? '–' : rate(steps),
        reached(steps === undefined ? undefined : steps >= targetStepsPerSecond),
      ],
      [
        'share of fast-check in a hunt',
        `≤ ${targetFastCheckPercent} %`,
        percent === undefined ? '–' : `${percent.toFixed(1)} %`,
        reached(percent === undefined ? undefined : percent <= targetFastCheckPercent),
      ],
    ],
  }
}

function stepsPerSecond({ steps, cpuSeconds }: Measured): number {
  return steps / cpuSeconds
}

/** Three significant digits: a shared machine gives no more. */
function rate(perSecond: number): string {
  return Number(perSecond.toPrecision(3)).toLocaleString('en')
}

function reached(is: boolean | undefined): string {
  return is === undefined ? '–' : is ? '✓' : '✗'
}
