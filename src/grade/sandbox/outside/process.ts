import { spawn, type ChildProcess } from 'node:child_process'
import type { Readable } from 'node:stream'
import { readPlain } from '../../../port/index.ts'
import { descriptor, type Pulse } from '../protocol.ts'
import { layersFor } from './layers.ts'

export interface SandboxOptions {
  /** The script of the process: `inside/main.ts`, built. */
  readonly entry: string
  readonly heapMbMax: number
  /** Whether what the solution writes to its console goes to stderr. */
  readonly print: boolean
  readonly onPulse: (pulse: Pulse) => void
  /** The process speaks out of turn, or says more than it may. */
  readonly onNonsense: (what: string) => void
}

/** How the process ended. */
export interface SandboxEnd {
  readonly code: number | null
  readonly signal: string | null
}

/** Of one answer: a long run of a talkative solution has some 10 MB. */
const answerLengthMax = 1 << 28

/** A process in which one solution runs, and nothing else. It is asked one question at a time. */
export class Sandbox {
  readonly ended: Promise<SandboxEnd>
  readonly #child: ChildProcess
  #onAnswer: ((line: string | null) => void) | null = null
  #isGone = false

  constructor(readonly options: SandboxOptions) {
    const { command, args } = layersFor(options)
    this.#child = spawn(command, [...args], {
      // Nothing of ours is the solution's business.
      env: {},
      // A group of its own, so that whatever it may have started dies with it.
      detached: process.platform !== 'win32',
      stdio: ['pipe', 'ignore', options.print ? 'inherit' : 'ignore', 'pipe', 'pipe'],
    })
    endWithUs(this)
    // A process that dies before it has read everything closes the pipe; how it died is told by `ended`.
    this.#child.stdin?.on('error', () => {})
    this.ended = this.#watch()
  }

  /** The answer to a question, both as lines; null when the process is gone. */
  ask(line: string, onAnswer: (line: string | null) => void): void {
    if (this.#isGone) return onAnswer(null)
    this.#onAnswer = onAnswer
    this.#child.stdin?.write(`${line}\n`)
  }

  /** Says whether it was there to be killed. */
  kill(): boolean {
    const { pid } = this.#child
    if (pid === undefined || this.#child.exitCode !== null || this.#child.signalCode !== null) return false
    try {
      if (process.platform === 'win32') this.#child.kill('SIGKILL')
      else process.kill(-pid, 'SIGKILL')
      return true
    } catch {
      // It has ended by itself.
      return false
    }
  }

  async #watch(): Promise<SandboxEnd> {
    const exited = new Promise<SandboxEnd>((resolve, reject) => {
      this.#child.once('exit', (code, signal) => resolve({ code, signal }))
      this.#child.once('error', reject)
    })
    try {
      const [end] = await Promise.all([
        exited,
        this.#readLines(descriptor.answers, answerLengthMax, (line) => this.#answered(line)),
        this.#readLines(descriptor.pulses, 1 << 16, (line) => this.#felt(line)),
      ])
      return end
    } finally {
      this.#isGone = true
      release(this)
      this.#onAnswer?.(null)
      this.#onAnswer = null
    }
  }

  #answered(line: string): void {
    const onAnswer = this.#onAnswer
    this.#onAnswer = null
    if (onAnswer === null) this.options.onNonsense('the process of the solution spoke without being asked')
    else onAnswer(line)
  }

  #felt(line: string): void {
    const pulse = pulseOf(line)
    if (pulse === null) this.options.onNonsense('the watchdog of the solution said what is no pulse')
    else this.options.onPulse(pulse)
  }

  /** Until the process closes the pipe. A last line without an end is half a line of one that was killed. */
  async #readLines(fd: number, lengthMax: number, onLine: (line: string) => void): Promise<void> {
    // `stdio` above makes it a pipe.
    const input = this.#child.stdio[fd] as Readable
    let pieces: string[] = []
    let length = 0
    input.setEncoding('utf8')
    for await (const chunk of input) {
      const lines = String(chunk).split('\n')
      const last = lines.pop() ?? ''
      for (const line of lines) {
        onLine([...pieces, line].join(''))
        pieces = []
        length = 0
      }
      if (last !== '') pieces.push(last)
      length += last.length
      if (length > lengthMax)
        this.options.onNonsense(`the process of the solution said more than ${lengthMax} characters at once`)
    }
  }
}

/** Null where somebody else has written it. */
function pulseOf(line: string): Pulse | null {
  try {
    const pulse = readPlain(line) as Partial<Pulse> | null
    const numbers = [pulse?.rssMb, pulse?.entered, pulse?.handlerMs, pulse?.cpuMs, pulse?.handlerCpuMs]
    return numbers.every((number) => typeof number === 'number') ? (pulse as Pulse) : null
  } catch {
    return null
  }
}

const running = new Set<Sandbox>()

/** Until it is released, the process is killed when this one exits. */
function endWithUs(sandbox: Sandbox): void {
  // One listener for all of them: Node warns of more than ten.
  if (running.size === 0) process.on('exit', killRunning)
  running.add(sandbox)
}

function release(sandbox: Sandbox): void {
  running.delete(sandbox)
  if (running.size === 0) process.off('exit', killRunning)
}

function killRunning(): void {
  for (const sandbox of running) sandbox.kill()
}
