import { fork, type ChildProcess } from 'node:child_process'

/** Work for another process: plain data. */
export interface Pool<Job, Answer> {
  /** Rejects when the process says why it failed; null when it did not answer in time, and was ended. */
  readonly ask: (job: Job) => Promise<Answer | null>
  readonly close: () => void
}

interface PoolOptions {
  /** A module that calls `serveJobs`. */
  readonly entry: URL
  /** How many processes. */
  readonly jobs: number
  /** Real time for one job: for code that does not end, on a machine with other things to do. */
  readonly wallMsMax: number
}

type Reply<Answer> = { readonly answer: Answer } | { readonly error: string }

/** Processes that stay: starting one takes longer than most jobs. */
export function openPool<Job extends object, Answer>(options: PoolOptions): Pool<Job, Answer> {
  const idle: ChildProcess[] = []
  const all = new Set<ChildProcess>()
  const waiting: (() => void)[] = []
  let busy = 0
  const takeTurn = async (): Promise<void> => {
    if (busy >= options.jobs) await new Promise<void>((resolve) => waiting.push(resolve))
    busy += 1
  }
  const endTurn = (): void => {
    busy -= 1
    waiting.shift()?.()
  }
  const start = (): ChildProcess => {
    const child = fork(options.entry, [], {
      execArgv: process.execArgv,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    all.add(child)
    child.once('exit', () => all.delete(child))
    return child
  }
  return {
    async ask(job) {
      await takeTurn()
      try {
        const child = idle.pop() ?? start()
        const reply = await replyOf<Answer>(child, job, options.wallMsMax)
        if (reply === null) {
          child.kill('SIGKILL')
          return null
        }
        idle.push(child)
        if ('error' in reply) throw new Error(reply.error)
        return reply.answer
      } finally {
        endTurn()
      }
    },
    close() {
      for (const child of all) child.disconnect()
    },
  }
}

function replyOf<Answer>(child: ChildProcess, job: object, wallMsMax: number): Promise<Reply<Answer> | null> {
  return new Promise((resolve) => {
    const end = (reply: Reply<Answer> | null): void => {
      clearTimeout(timer)
      child.off('message', onMessage)
      child.off('exit', onExit)
      resolve(reply)
    }
    const onMessage = (message: unknown): void => end(message as Reply<Answer>)
    const onExit = (code: number | null): void => end({ error: `the process ended with ${String(code)}` })
    const timer = setTimeout(() => end(null), wallMsMax)
    child.on('message', onMessage)
    child.on('exit', onExit)
    child.send(job)
  })
}

/** In the other process: does one job after the other. */
export function serveJobs<Job, Answer>(work: (job: Job) => Answer | Promise<Answer>): void {
  process.on('message', async (job) => {
    try {
      process.send?.({ answer: await work(job as Job) })
    } catch (error) {
      process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    }
  })
  // Nobody waits for an answer any longer.
  process.on('disconnect', () => process.exit())
}
