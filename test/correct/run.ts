/**
 * `npm run false-alarms -- --schedules 100000 [--seed 1] [--jobs 2] [--lab primary-backup] [--only windowed,polling]
 * [--service key-value] [--out FILE.jsonl] [--version TEXT]`: hunts the right solutions, each with so many schedules, and
 * exits with 1 when anything was found in one or could not be decided. With `--out` a line is written for each chunk of a
 * hunt; a second call with the same options goes on where the first one was stopped. Only lines of the same version count,
 * by default that of the work tree. `--worker` is for the processes that it starts itself.
 */
import { execFileSync, fork } from 'node:child_process'
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { argv, execArgv, exit, stderr } from 'node:process'
import { parseArgs } from 'node:util'
import { labNamed, positive, seed as seedOption, serviceFor } from '../../src/cli/options.ts'
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

const { values } = parseArgs({
  options: {
    lab: { type: 'string', default: '' },
    only: { type: 'string', default: '' },
    service: { type: 'string', default: '' },
    schedules: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    jobs: { type: 'string', default: '1' },
    out: { type: 'string', default: '' },
    version: { type: 'string', default: '' },
    worker: { type: 'boolean', default: false },
  },
})

if (values.worker) work()
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
  const version = values.version === '' ? versionOfWorkTree() : values.version
  const chunks = chunksOf(chosen(), {
    seed: seedOption(values.seed),
    schedules: positive(values.schedules),
    schedulesPerChunk,
    servicesOf: servicesIn,
  })
  const records = [...recordsOfFile()]
  const open = openChunks(chunks, records, version)
  let played = 0
  await playAll(open, version, (record) => {
    records.push(record)
    played += 1
    if (values.out !== '') appendFileSync(values.out, `${JSON.stringify(record)}\n`)
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
  const names = values.only.split(',').filter((name) => name !== '')
  const inLab = implementations.filter(({ lab }) => values.lab === '' || lab === values.lab)
  const unknown = names.find((name) => inLab.every((each) => each.name !== name))
  if (inLab.length === 0 || unknown !== undefined) {
    const known = (inLab.length === 0 ? implementations : inLab).map(({ lab, name }) => `${lab} ${name}`)
    throw new Error(
      `no right solution \`${unknown ?? values.lab}\`: expected one of ${known.join(', ')} (--lab, --only)`,
    )
  }
  return inLab.filter(({ name }) => names.length === 0 || names.includes(name))
}

function servicesIn({ lab }: Implementation): readonly string[] {
  return values.service === '' ? servicesOf(labNamed(lab)) : [serviceFor(labNamed(lab), values.service).name]
}

function isOf(chunk: Chunk, { lab, name }: Implementation): boolean {
  return lab === chunk.lab && name === chunk.solution
}

/** A line that was cut short is taken away, so that the next one has a line of its own. */
function recordsOfFile(): readonly ChunkRecord[] {
  if (values.out === '' || !existsSync(values.out)) return []
  const text = readFileSync(values.out, 'utf8')
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  if (whole !== text) writeFileSync(values.out, whole)
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
  const jobs = Math.min(positive(values.jobs), chunks.length)
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
