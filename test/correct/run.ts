import { execFileSync, fork } from 'node:child_process'
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { argv, execArgv, exit, stderr } from 'node:process'
import { Option } from 'commander'
import { listed, script } from '../../bench/script.ts'
import { labNamed, positive, seed as wholeNumber, serviceFor } from '../../src/cli/options.ts'
import { servicesOf } from '../../src/labs/services.ts'
import { implementations } from '../conformance/implementations.ts'
import type { Implementation } from '../conformance/table.ts'
import {
  chunksOf,
  openChunks,
  playChunk,
  recordsIn,
  summaryOf,
  type Chunk,
  type ChunkRecord,
} from './campaign.ts'

const schedulesPerChunk = 5_000

interface Options {
  readonly lab?: string
  readonly only: readonly string[]
  readonly service?: string
  readonly schedules: number
  readonly seed: number
  readonly jobs: number
  readonly out?: string
  readonly version?: string
  readonly worker: boolean
}

const command = script(
  'npm run false-alarms --',
  'Hunts the right solutions, and exits with 1 when anything was found in one or could not be decided.',
)
  .option('--lab <name>', 'only solutions of this lab')
  .option('--only <names>', 'only these, such as windowed,polling', listed, [])
  .option('--service <name>', 'only this one, instead of all that the lab can run')
  .option('--schedules <n>', 'of each hunt', positive, 20_000)
  .option('--seed <n>', 'of each hunt', wholeNumber, 1)
  .option('--jobs <n>', 'hunts at the same time', positive, 1)
  .option('--out <file>', 'a line for each chunk of a hunt; the next call goes on where this one was stopped')
  .option('--version <text>', 'only lines of this version count (that of the work tree)')
  .addOption(new Option('--worker', 'for the processes that it starts itself').default(false).hideHelp())
  .parse()
const options = command.opts<Options>()

if (options.worker) work()
else exit((await campaign()) ? 0 : 1)

/** Plays what it is sent, one chunk at a time, until the parent lets go. */
function work(): void {
  process.on('message', ({ chunk, version }: { chunk: Chunk; version: string }) => {
    const { solution } = implementations.find((each) => isOf(chunk, each)) ?? {}
    if (solution === undefined) throw new Error(`no solution ${chunk.solution} in the lab ${chunk.lab}`)
    process.send?.(playChunk(chunk, solution, version))
  })
}

async function campaign(): Promise<boolean> {
  const version = options.version ?? versionOfWorkTree()
  const chunks = chunksOf(chosen(), {
    seed: options.seed,
    schedules: options.schedules,
    schedulesPerChunk,
    servicesOf: servicesIn,
  })
  const records = [...recordsOfFile()]
  const open = openChunks(chunks, records, version)
  let played = 0
  await playAll(open, version, (record) => {
    records.push(record)
    played += 1
    if (options.out !== undefined) appendFileSync(options.out, `${JSON.stringify(record)}\n`)
    for (const { property, because } of record.alarms) {
      stderr.write(
        `false alarm: ${record.lab} ${record.solution} (${record.service}), ${property}: ${because}\n`,
      )
    }
    if (played % 10 === 0) stderr.write(`${played} of ${open.length} chunks\n`)
  })
  const { lines, isGood } = summaryOf(chunks, records, version)
  for (const line of lines) console.log(line)
  return isGood
}

function chosen(): readonly Implementation[] {
  const names = options.only
  const inLab = implementations.filter(({ lab }) => options.lab === undefined || lab === options.lab)
  const unknown = names.find((name) => inLab.every((each) => each.name !== name))
  if (inLab.length === 0 || unknown !== undefined) {
    const known = (inLab.length === 0 ? implementations : inLab).map(({ lab, name }) => `${lab} ${name}`)
    command.error(
      `error: no right solution \`${unknown ?? options.lab}\`: expected one of ${known.join(', ')} (--lab, --only)`,
    )
  }
  return inLab.filter(({ name }) => names.length === 0 || names.includes(name))
}

function servicesIn({ lab }: Implementation): readonly string[] {
  return options.service === undefined
    ? servicesOf(labNamed(lab))
    : [serviceFor(labNamed(lab), options.service).name]
}

function isOf(chunk: Chunk, { lab, name }: Implementation): boolean {
  return lab === chunk.lab && name === chunk.solution
}

/** A line that was cut short is taken away, so that the next one has a line of its own. */
function recordsOfFile(): readonly ChunkRecord[] {
  const { out } = options
  if (out === undefined || !existsSync(out)) return []
  const text = readFileSync(out, 'utf8')
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  if (whole !== text) writeFileSync(out, whole)
  return recordsIn(whole)
}

/** The commit, and whether anything was changed since. */
function versionOfWorkTree(): string {
  const git = (...args: string[]): string => execFileSync('git', args, { encoding: 'utf8' }).trim()
  return git('rev-parse', '--short=12', 'HEAD') + (git('status', '--porcelain') === '' ? '' : ' and changes')
}

async function playAll(
  chunks: readonly Chunk[],
  version: string,
  onRecord: (record: ChunkRecord) => void,
): Promise<void> {
  const waiting = chunks.values()
  const jobs = Math.min(options.jobs, chunks.length)
  await Promise.all(Array.from({ length: jobs }, () => workerOn(waiting, version, onRecord)))
}

/** A process that takes the next chunk as soon as it has played one. */
async function workerOn(
  waiting: Iterator<Chunk>,
  version: string,
  onRecord: (record: ChunkRecord) => void,
): Promise<void> {
  const worker = fork(argv[1] ?? '', ['--worker'], { execArgv })
  const next = (): void => {
    const { value, done } = waiting.next()
    if (done === true) worker.disconnect()
    else worker.send({ chunk: value, version })
  }
  worker.on('message', (record) => {
    // The workers run this very file.
    onRecord(record as ChunkRecord)
    next()
  })
  next()
  const code = await new Promise<number | null>((resolve) => worker.on('exit', resolve))
  if (code !== 0) throw new Error(`a worker ended with ${code}: what was played is kept, call it again`)
}
