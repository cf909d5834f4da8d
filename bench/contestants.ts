import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { readAnswer, type Answer, type Request } from './protocol.ts'

/** Somebody who takes part: how to start the process that speaks the protocol. */
export type Contestant = {
  /** `engine`, `port`, or what the caller calls the external checker. */
  readonly name: string
  readonly command: string
  /** Empty: `command` is a line for the shell. */
  readonly arguments: readonly string[]
}

/** What came of a request: an answer, or that there was none in time, or no process any more. */
export type Reply =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'timed out' }
  | { readonly kind: 'died'; readonly why: string }

/** A running contestant. `ask` one thing at a time; after `timed out` or `died` there is nothing left to ask. */
export type Running = {
  readonly ask: (request: Request, patienceMs: number) => Promise<Reply>
  readonly stop: () => Promise<void>
}

const stderrKeptMax = 2_000
const stopMsMax = 5_000

export function start(contestant: Contestant): Running {
  const child = launch(contestant)
  let complaints = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    complaints = (complaints + chunk.toString()).slice(-stderrKeptMax)
  })
  let settle: ((reply: Reply) => void) | undefined
  const reply = (value: Reply): void => {
    settle?.(value)
    settle = undefined
  }
  const ended = new Promise<void>((resolve) => {
    const end = (why: string): void => {
      reply({ kind: 'died', why: `${why}\n${complaints}`.trim() })
      resolve()
    }
    child.on('error', (error) => end(error.message))
    child.on('close', (code, signal) => end(`it ended with ${signal ?? `code ${code}`}`))
  })
  if (child.stdout === null || child.stdin === null) throw new Error('a contestant is started with pipes')
  const { stdin } = child
  // What it could not read any more shows as its end.
  stdin.on('error', () => undefined)
  createInterface(child.stdout).on('line', (line) => {
    try {
      reply({ kind: 'answered', answer: readAnswer(line) })
    } catch (error) {
      reply({ kind: 'died', why: error instanceof Error ? error.message : String(error) })
    }
  })
  const kill = (): void => killTree(child)
  return {
    ask: (request, patienceMs) =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) {
          resolve({ kind: 'died', why: `it has ended\n${complaints}`.trim() })
          return
        }
        const timer = setTimeout(() => {
          reply({ kind: 'timed out' })
          kill()
        }, patienceMs)
        settle = (value) => {
          clearTimeout(timer)
          resolve(value)
        }
        stdin.write(`${JSON.stringify(request)}\n`)
      }),
    stop: async () => {
      // The end of its input ends it: in order, so that a profile is written.
      stdin.end()
      const timer = setTimeout(kill, stopMsMax)
      await ended
      clearTimeout(timer)
    },
  }
}

function launch({ command, arguments: parts }: Contestant): ChildProcess {
  // A group of its own: a shell's children end with it.
  const options = { stdio: 'pipe', detached: true } as const
  return parts.length === 0 ? spawn(command, { ...options, shell: true }) : spawn(command, parts, options)
}

function killTree(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    child.kill('SIGKILL')
  }
}
