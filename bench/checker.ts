import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import type { Case } from './case.ts'
import { measureCommandLine } from './command-line.ts'
import { start, type Contestant } from './contestants.ts'
import { writeMeasured } from './document.ts'
import { figuresTable } from './figures.ts'
import { writeHistory } from './history-file.ts'
import { allCases } from './histories/cases.ts'
import { describeMachine } from './machine.ts'
import type { Memory } from './protocol.ts'
import { paceFor, race, raceCold, stopAll, type Pace, type Stable } from './race.ts'
import { disagreements, type Row } from './row.ts'
import { script } from './script.ts'
import { asMarkdown, asText, brief, tablesOf } from './show.ts'

interface Options {
  readonly against?: string
  readonly called: string
  readonly only?: string
  readonly quick: boolean
  readonly warm: boolean
  readonly json?: string
  readonly write?: string
  readonly profile?: string
}

const options = script(
  'npm run bench:checker --',
  'Measures the engine against the port, and against a checker of your own: see docs/benchmarks.md.',
)
  .option('--against <command>', 'a checker that speaks the protocol of docs/benchmarks.md')
  .option('--called <name>', 'what it is called in the tables', 'external')
  .option('--only <regex>', 'only histories whose group and name match')
  .option('--quick', 'histories of at most 10,000 operations, fewer rounds', false)
  .option('--warm', 'no first checks of a process', false)
  .option('--json <file>', 'writes all that was measured')
  .option('--write <file>', 'puts the tables between the marks of a document')
  .option('--profile <folder>', 'the engine writes a CPU profile')
  .parse()
  .opts<Options>()

const pace: Pace = options.quick
  ? { rounds: 5, sampleMsMin: 5, warmUpMs: 50, timeoutMs: 1_000, coldRounds: 1 }
  : { rounds: 7, sampleMsMin: 20, warmUpMs: 200, timeoutMs: 10_000, coldRounds: 3 }

const folder = mkdtempSync(join(tmpdir(), 'splitbrain-bench-'))
// Contestants end when their input does; a large history must not stay behind.
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
process.on('SIGINT', () => process.exit(130))
process.on('SIGTERM', () => process.exit(143))
process.exitCode = await main()

async function main(): Promise<number> {
  const machine = describeMachine()
  progress(`${machine}\n`)
  const only = options.only === undefined ? undefined : new RegExp(options.only)
  const cases = allCases(options.quick ? 10_000 : 1_000_000).filter(
    ({ group, name }) => only === undefined || only.test(`${group} ${name}`),
  )
  const contestants = await enlist()
  const rows: Row[] = []
  let stable: Stable = { contestants, running: new Map(), beyond: new Map() }
  for (const [index, one] of cases.entries()) {
    if (cases[index - 1]?.group !== one.group) {
      // A group of its own kind gets processes that have seen no other.
      await stopAll(stable)
      stable = { contestants, running: new Map(), beyond: new Map() }
    }
    progress(`${index + 1} of ${cases.length}: ${one.group}, ${one.name}`)
    const row = await measure(stable, one)
    rows.push(row)
    progress(`  ${brief(row)}\n`)
  }
  await stopAll(stable)
  progress('')
  const isOfCommandLine = only === undefined ? !options.quick : only.test('command-line')
  const commandLine = isOfCommandLine ? await measureCommandLine(folder, 3) : []
  const others = contestants.map(({ name }) => name).filter((name) => name !== 'engine')
  const external = others.find((name) => name !== 'port')
  const tables = [...tablesOf(rows, others), figuresTable({ rows, commandLine, external })]
  for (const table of tables) process.stdout.write(`${asText(table)}\n`)
  if (options.write !== undefined) {
    const external = options.against === undefined ? '' : ` Compared with ${options.called}.`
    const measured = `${new Date().toISOString().slice(0, 10)}: ${machine}.${external}`
    // What is most asked for comes last in a terminal, and first on a page.
    const inDocument = [...tables.slice(-2).toReversed(), ...tables.slice(0, -2)]
    await writeMeasured(options.write, [measured, ...inDocument.map(asMarkdown)].join('\n\n'))
  }
  if (options.json !== undefined) writeFileSync(options.json, asJson(rows))
  return rows.some((row) => disagreements(row).length > 0) ? 1 : 0
}

async function measure(stable: Stable, one: Case): Promise<Row> {
  // The same name twice would be taken for the same history.
  const file = join(folder, `${one.group}-${one.name.replaceAll(/\W+/g, '-')}.jsonl`)
  const operations = writeHistory(file, one.operations())
  const own = paceFor(one, pace)
  const warm = await race(stable, one, file, own)
  for (const [name, result] of warm)
    if (result.kind === 'failed') progress(`${one.name}: ${name} ${result.why}\n`)
  const isCold = one.isMeasuredCold && !options.warm
  const cold = isCold ? await raceCold(stable.contestants, one, file, own) : undefined
  const memory = one.isMeasuredForMemory ? await weigh(stable.contestants, one, file) : undefined
  rmSync(file)
  return { case: one, operations, warm, cold, memory }
}

/** What the engine allocates in a fresh process, beside the history. */
async function weigh(
  contestants: readonly Contestant[],
  { model }: Case,
  file: string,
): Promise<Memory | undefined> {
  const engine = contestants.find(({ name }) => name === 'engine')
  if (engine === undefined) return undefined
  const running = start({ ...engine, arguments: [...engine.arguments, '--memory'] })
  const reply = await running.ask({ model, file, rounds: 1, timeoutMs: pace.timeoutMs }, 10 * pace.timeoutMs)
  await running.stop()
  return reply.kind === 'answered' ? reply.answer.memory : undefined
}

/** Engine and port run as what is published: plain JavaScript in one file, no loader. */
async function enlist(): Promise<readonly Contestant[]> {
  const outfile = join(folder, 'contestant.mjs')
  await build({
    entryPoints: [new URL('contestant.ts', import.meta.url).pathname],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'error',
  })
  const profile = options.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${options.profile}`]
  const ours = (name: 'engine' | 'port'): Contestant => ({
    name,
    command: process.execPath,
    arguments: ['--expose-gc', ...(name === 'engine' ? profile : []), outfile, name],
  })
  // `Porcupine (55508eb, Go 1.19.8)` is `Porcupine` in the tables.
  const shortName = options.called.replace(/ \(.*$/, '')
  const against: readonly Contestant[] =
    options.against === undefined ? [] : [{ name: shortName, command: options.against, arguments: [] }]
  return [ours('engine'), ours('port'), ...against]
}

function progress(line: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${line}`)
  else if (line !== '') process.stderr.write(`${line.trimEnd()}\n`)
}

/** Times in nanoseconds, memory in bytes. */
function asJson(rows: readonly Row[]): string {
  const plain = rows.map(({ case: { group, name, expected }, operations, warm, cold, memory }) => ({
    group,
    name,
    expected,
    operations,
    warm: Object.fromEntries(warm),
    cold: cold === undefined ? null : Object.fromEntries(cold),
    memory: memory ?? null,
  }))
  return `${JSON.stringify(plain, null, 2)}\n`
}
