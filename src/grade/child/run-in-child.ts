import { spawn, type ChildProcess } from 'node:child_process'
import type { Readable } from 'node:stream'
import { decodePlain, encodePlain } from '../../port/index.ts'
import { Locator } from '../solution/locator.ts'
import { jobKindOf } from './jobs/registry.ts'
import {
  descriptor,
  type ChildEnd,
  type ChildEvent,
  type ChildLimits,
  type ChildRequest,
  type Line,
  type Pulse,
} from './protocol.ts'

export interface ChildOptions extends ChildLimits {
  /** The child's script: `childEntry()`. */
  readonly entry: string
  readonly onEvent: (event: ChildEvent) => void
}

type Killed = ChildEnd & { readonly kind: 'killed' }

/** Does a job in a process of its own, which is killed when it takes too much. Events come as they happen. */
export async function runInChild(request: ChildRequest, options: ChildOptions): Promise<ChildEnd> {
  const child = fork(request, options)
  const kill = (): void => void child.kill('SIGKILL')
  const release = endWithUs(child)
  let pulse: Pulse | null = null
  let killed: Killed | null = null
  const stop = (reason: Killed['reason'], what: string): void => {
    killed ??= killedBy(reason, what, request, pulse)
    kill()
  }
  const clock = setTimeout(() => stop('time', `no end after ${options.wallMsMax} ms`), options.wallMsMax)
  try {
    const pulses = readLines(child, descriptor.pulses, (line) => {
      pulse = line as Pulse
      const excess = excessOf(pulse, options)
      if (excess !== null) stop(...excess)
    })
    const [last, { code, signal }] = await Promise.all([
      readEvents(child, options.onEvent),
      ended(child),
      pulses,
    ])
    return last ?? killed ?? crashOf(code, signal, request, options, pulse)
  } finally {
    clearTimeout(clock)
    kill()
    release()
  }
}

const running = new Set<ChildProcess>()

/** Until it is released, the child is killed when this process exits. */
function endWithUs(child: ChildProcess): () => void {
  // One listener for all of them: Node warns of more than ten.
  if (running.size === 0) process.on('exit', killRunning)
  running.add(child)
  return () => {
    running.delete(child)
    if (running.size === 0) process.off('exit', killRunning)
  }
}

function killRunning(): void {
  for (const child of running) child.kill('SIGKILL')
}

function fork(request: ChildRequest, { entry, heapMbMax }: ChildOptions): ChildProcess {
  const child = spawn(process.execPath, [`--max-old-space-size=${heapMbMax}`, entry], {
    // Nothing of ours is the solution's business.
    env: {},
    stdio: ['pipe', 'ignore', request.print ? 'inherit' : 'ignore', 'pipe', 'pipe'],
  })
  // A child that dies before it has read everything closes the pipe; how it died is told below.
  child.stdin?.on('error', () => {})
  // Left open: the child ends when it closes, that is, when this process is gone.
  child.stdin?.write(`${encodePlain(request)}\n`)
  return child
}

/** What the child said of its own end, if it came to it. */
async function readEvents(
  child: ChildProcess,
  onEvent: ChildOptions['onEvent'],
): Promise<Exclude<Line, { readonly kind: 'event' }> | null> {
  let last: Exclude<Line, { readonly kind: 'event' }> | null = null
  await readLines(child, descriptor.lines, (value) => {
    const line = value as Line
    if (line.kind === 'event') onEvent(line.event)
    else last = line
  })
  return last
}

/** Until the child closes the pipe. A last line without an end is half a line of a child that was killed. */
async function readLines(child: ChildProcess, fd: number, onLine: (value: unknown) => void): Promise<void> {
  // `stdio` above makes it a pipe.
  const input = child.stdio[fd] as Readable
  let rest = ''
  input.setEncoding('utf8')
  for await (const chunk of input) {
    const lines = `${rest}${String(chunk)}`.split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) onLine(decodePlain(JSON.parse(line)))
  }
}

async function ended(child: ChildProcess): Promise<{ code: number | null; signal: string | null }> {
  if (child.exitCode === null && child.signalCode === null) {
    await new Promise((resolve, reject) => {
      child.once('exit', resolve)
      child.once('error', reject)
    })
  }
  return { code: child.exitCode, signal: child.signalCode }
}

function excessOf(
  { rssMb, handlerMs }: Pulse,
  { rssMbMax, silenceMsMax }: ChildLimits,
): [Killed['reason'], string] | null {
  if (rssMb > rssMbMax) return ['memory', `more than ${rssMbMax} MB of memory`]
  if (handlerMs > silenceMsMax) return ['time', `one handler did not return within ${silenceMsMax} ms`]
  return null
}

function crashOf(
  code: number | null,
  signal: string | null,
  request: ChildRequest,
  { heapMbMax }: ChildLimits,
  pulse: Pulse | null,
): Killed {
  // V8 aborts when its heap is full: SIGABRT, or 134 where a shell stands between.
  const isHeap = signal === 'SIGABRT' || code === 134
  const reason = isHeap ? 'memory' : 'crashed'
  const what = isHeap
    ? `more than ${heapMbMax} MB of heap`
    : `the process ended by itself (${signal ?? `exit code ${String(code)}`})`
  return killedBy(reason, what, request, pulse)
}

/** Says what was going on: `… while hunting …, in schedule 7; the function entered last is receive (solution.ts:12)`. */
function killedBy(
  reason: Killed['reason'],
  what: string,
  { job, program }: ChildRequest,
  pulse: Pulse | null,
): Killed {
  const doing = jobKindOf(job.kind).describe(job)
  const schedule = pulse?.schedule ?? 0
  const stage = schedule === 0 ? 'before the first schedule' : `in schedule ${schedule}`
  const entered = program.functions[pulse?.entered ?? 0]
  const locator = new Locator({ map: program.map, insertions: [] })
  const where = entered === undefined ? null : locator.where(entered)
  const last =
    entered === undefined || where === null ? '' : `; the function entered last is ${entered.name} (${where})`
  return { kind: 'killed', reason, message: `${what} while ${doing}, ${stage}${last}`, where }
}
