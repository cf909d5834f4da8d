import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exit, execPath } from 'node:process'
import { setTimeout as delay } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { script } from '../../../bench/script.ts'
import { positive, seed as wholeNumber } from '../../../src/cli/options.ts'
import { root } from '../../cli/run.ts'
import { handedIn, handInBundled, hostile } from './classroom.ts'
import { finalFiles } from './files-of.ts'

interface Options {
  readonly submissions: number
  readonly jobs: number
  readonly kills: number
  readonly budget: number
  readonly rubric?: string
  readonly out?: string
}

const options = script(
  'npm run class --',
  'Grades a class of right solutions, wrong variants and hostile ones by the built command line, and prints how long it ' +
    'took, the memory of the grader while it was at work, and which of its processes were left (Linux). Exits with 1 ' +
    'when one was left, or results differ.',
)
  .option('--submissions <n>', 'how many are handed in', positive, 100)
  .option('--jobs <n>', 'graded at the same time', positive, 2)
  .option(
    '--kills <n>',
    'grades the class once more, is killed so often, resumes, and compares the bytes',
    wholeNumber,
    0,
  )
  .option('--budget <n>', 'schedules of each hunt', positive, 5)
  .option('--rubric <file>', 'instead of one by which grading is quick')
  .option('--out <folder>', 'where the results go, instead of a temporary folder')
  .parse()
  .opts<Options>()

/** Quick to be graded by: few wrong variants break it, so that few runs are shrunk. */
const quickRubric = {
  lab: 'primary-backup',
  items: [
    { id: 'behaved', title: 'Handlers keep to the port', points: 1, check: property('well-behaved') },
    { id: 'views', title: 'The view service keeps its contract', points: 1, check: property('view-service') },
  ],
}

function property(name: string): { readonly kind: string; readonly name: string } {
  return { kind: 'property', name }
}

const folder = options.out ?? mkdtempSync(join(tmpdir(), 'splitbrain-class-'))
mkdirSync(folder, { recursive: true })
const rubric = options.rubric ?? join(folder, 'rubric.json')
if (options.rubric === undefined) writeFileSync(rubric, JSON.stringify(quickRubric))
const paths = classOf(options.submissions)

interface Watched {
  readonly code: number | null
  readonly seconds: number
  /** Resident, of the grader alone, a sample a second. */
  readonly memoryMb: readonly number[]
  /** Processes that it started and that are there two seconds after its end. */
  readonly left: readonly number[]
}

const undisturbed = await grade('undisturbed', [], null)
console.log(describe(undisturbed))
let isGood = undisturbed.code === 0 && undisturbed.left.length === 0
if (options.kills > 0) isGood = (await killed(options.kills)) && isGood
console.log(isGood ? 'good' : 'NOT GOOD')
exit(isGood ? 0 : 1)

/** A hostile one after every fourth, as many as are asked for. */
function classOf(count: number): readonly string[] {
  const bad = [...hostile()]
  const mixed = handedIn().flatMap((one, i) => (i % 4 === 3 ? [one, ...bad.splice(0, 1)] : [one]))
  if (mixed.length < count)
    throw new Error(`expected at most ${mixed.length} submissions, asked for ${count}`)
  return handInBundled(join(folder, 'submissions'), mixed.slice(0, count))
}

async function killed(kills: number): Promise<boolean> {
  const left: number[] = []
  // All together about as long as an undisturbed run takes.
  const rangeMs = (2 * undisturbed.seconds * 1_000) / kills
  for (let i = 0; i < kills; i += 1) {
    const moment = Math.random() * rangeMs
    left.push(...(await grade('killed', ['--resume'], moment)).left)
    const kept = readFileSync(join(folder, 'killed/grades.jsonl'), 'utf8').split('\n').length - 1
    console.log(`kill ${i + 1}: ${Math.round(moment)} ms after the first word, ${kept} lines kept`)
  }
  const last = await grade('killed', ['--resume'], null)
  const isSame = isDeepStrictEqual(
    finalFiles(join(folder, 'killed')),
    finalFiles(join(folder, 'undisturbed')),
  )
  console.log(
    `after ${kills} kills: ${isSame ? 'the same bytes' : 'OTHER BYTES'}, processes left: ${left.length + last.left.length}`,
  )
  return isSame && last.code === 0 && left.length + last.left.length === 0
}

async function grade(out: string, flags: readonly string[], killAfterMs: number | null): Promise<Watched> {
  const limits = ['--jobs', String(options.jobs), '--budget', String(options.budget)]
  const all = ['--rubric', rubric, ...limits, '--out', join(folder, out), ...flags]
  const startedMs = performance.now()
  const child = spawn(execPath, [join(root, 'dist/cli.js'), 'grade', ...paths, ...all], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const seen = new Map<number, string>()
  const memoryMb: number[] = []
  const sample = setInterval(() => {
    for (const { pid, started } of below(child.pid ?? 0)) seen.set(pid, started)
  }, 200)
  const weigh = setInterval(() => memoryMb.push(residentMb(child.pid ?? 0)), 1_000)
  const closed = once(child, 'exit')
  child.stderr.resume()
  if (killAfterMs !== null) {
    await Promise.race([once(child.stderr, 'data'), closed])
    await delay(killAfterMs)
    for (const { pid, started } of below(child.pid ?? 0)) seen.set(pid, started)
    child.kill('SIGKILL')
  }
  await closed
  clearInterval(sample)
  clearInterval(weigh)
  const seconds = (performance.now() - startedMs) / 1_000
  await delay(2_000)
  const left = [...seen].filter(([pid, started]) => statOf(pid)?.started === started).map(([pid]) => pid)
  return { code: child.exitCode, seconds, memoryMb: memoryMb.filter((mb) => mb > 0), left }
}

function describe({ code, seconds, memoryMb, left }: Watched): string {
  const third = Math.ceil(memoryMb.length / 3)
  const mean = (samples: readonly number[]): number =>
    Math.round(samples.reduce((sum, mb) => sum + mb, 0) / Math.max(1, samples.length))
  return (
    `${options.submissions} submissions, ${options.jobs} jobs: ${Math.round(seconds)} s, exit code ${String(code)}; ` +
    `grader's memory: mean ${mean(memoryMb.slice(0, third))} MB in the first third, ${mean(memoryMb.slice(-third))} MB ` +
    `in the last, ${Math.max(0, ...memoryMb)} MB at most; processes left: ${left.length}; ${join(folder, 'undisturbed/results.csv')}`
  )
}

interface Process {
  readonly pid: number
  readonly parent: number
  /** Since the machine started: tells two processes with one number apart. */
  readonly started: string
}

/** All that a process has started, and what those have. */
function below(pid: number): readonly Process[] {
  const all = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (statOf(Number(name)) ?? []) : []))
  const found: Process[] = []
  const open = [pid]
  for (const parent of open) {
    const children = all.filter((one) => one.parent === parent)
    found.push(...children)
    open.push(...children.map((one) => one.pid))
  }
  return found
}

function statOf(pid: number): Process | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name of the program comes in brackets, and may have spaces.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? null : { pid, parent: Number(fields[1]), started: fields[19] ?? '' }
  } catch {
    return null
  }
}

function residentMb(pid: number): number {
  try {
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return Math.round(Number(kilobytes ?? 0) / 1_024)
  } catch {
    return 0
  }
}
