import { MessageChannel, Worker } from 'node:worker_threads'
import { createShared, slot, type Examination, type Reply, type Report } from '../examiner/protocol.ts'
import { Sandbox, type SandboxEnd } from '../sandbox/outside/process.ts'
import type { Pulse } from '../sandbox/protocol.ts'
import { Locator } from '../solution/locator.ts'
import type { Entries } from './entry.ts'
import { jobKindOf } from './jobs/registry.ts'
import type { ChildEnd, ChildEvent, ChildLimits, ChildRequest } from './protocol.ts'

export interface ChildOptions extends ChildLimits {
  /** The scripts: `childEntry()`. */
  readonly entry: Entries
  readonly onEvent: (event: ChildEvent) => void
}

type Killed = ChildEnd & { readonly kind: 'killed' }

/** A handler that waits for the machine does not spend the processor's time; so much longer it may take in real time. */
const patience = 12

/**
 * Does a job: a thread examines, and the solution runs in a process of its own, which is killed when it takes too much.
 * Events come as they happen.
 */
export async function runInChild(request: ChildRequest, options: ChildOptions): Promise<ChildEnd> {
  return await new Examining(request, options).end()
}

class Examining {
  readonly #shared = createShared()
  readonly #sandbox: Sandbox
  #pulse: Pulse | null = null
  /** The first pulse since the question that is being answered; null between questions. */
  #asked: Pulse | 'just now' | null = null
  #killed: Killed | null = null

  constructor(
    readonly request: ChildRequest,
    readonly options: ChildOptions,
  ) {
    this.#sandbox = new Sandbox({
      entry: options.entry.sandbox,
      heapMbMax: options.heapMbMax,
      print: request.print,
      onPulse: (pulse) => this.#felt(pulse),
      onNonsense: (what) => this.#stop('crashed', what),
    })
  }

  async end(): Promise<ChildEnd> {
    const { wallMsMax } = this.options
    const { port1: ours, port2: port } = new MessageChannel()
    ours.on('message', (line: string) => {
      this.#asked = 'just now'
      this.#sandbox.ask(line, (answer) => this.#reply(ours, answer))
    })
    const workerData: Examination = { request: this.request, port, shared: this.#shared }
    const examiner = new Worker(this.options.entry.examiner, { workerData, transferList: [port] })
    let expire: (end: ChildEnd) => void = () => {}
    const expired = new Promise<ChildEnd>((resolve) => (expire = resolve))
    const clock = setTimeout(() => expire(this.#expired()), wallMsMax)
    try {
      return await Promise.race([this.#examined(examiner), expired])
    } finally {
      clearTimeout(clock)
      this.#sandbox.kill()
      await Promise.all([examiner.terminate(), this.#sandbox.ended])
      ours.close()
    }
  }

  #reply(port: MessageChannel['port1'], line: string | null): void {
    this.#asked = null
    const reply: Reply = line === null ? { kind: 'gone' } : { kind: 'answer', line }
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    port.postMessage(reply)
    Atomics.store(this.#shared, slot.answered, 1)
    Atomics.notify(this.#shared, slot.answered)
  }

  async #examined(examiner: Worker): Promise<ChildEnd> {
    const last = await new Promise<Exclude<Report, { readonly kind: 'event' }>>((resolve) => {
      examiner.on('message', (report: Report) => {
        if (report.kind === 'event') this.options.onEvent(report.event)
        else resolve(report)
      })
      examiner.on('error', (error) => resolve({ kind: 'failed', message: String(error.stack) }))
      examiner.on('exit', () => resolve({ kind: 'failed', message: 'the examiner ended without a word' }))
    })
    return last.kind === 'gone' ? await this.#gone() : last
  }

  /** No use can be made of the process, which need not have ended: nobody waits for one that lives on. */
  async #gone(): Promise<Killed> {
    const isAlive = this.#sandbox.kill()
    const end = await this.#sandbox.ended
    if (this.#killed !== null) return this.#killed
    return isAlive ? this.#stop('crashed', 'the process of the solution gave no answer') : this.#crashed(end)
  }

  #felt(pulse: Pulse): void {
    this.#pulse = pulse
    if (this.#asked === 'just now') this.#asked = pulse
    const { rssMbMax, silenceMsMax, scheduleMsMax } = this.options
    if (pulse.rssMb > rssMbMax) this.#stop('memory', `more than ${rssMbMax} MB of memory`)
    if (pulse.handlerCpuMs > silenceMsMax || pulse.handlerMs > patience * silenceMsMax)
      this.#stop('time', `one handler did not return within ${silenceMsMax} ms`)
    if (this.#asked !== null && pulse.cpuMs - this.#asked.cpuMs > scheduleMsMax)
      this.#stop('time', `one schedule did not end within ${scheduleMsMax} ms`)
  }

  /** No handler is to blame, or it would have been stopped before. */
  #expired(): Killed {
    const seconds = Math.round(this.options.wallMsMax / 1_000)
    const computed = Math.round((this.#pulse?.cpuMs ?? 0) / 1_000)
    const what = `no end after ${seconds} s, in which the solution took ${computed} s of a processor,`
    const advice = 'try again where less is going on, or with a smaller budget'
    const message = `${what} while ${this.#doing()}: ${advice}`
    return this.#kill({ kind: 'killed', reason: 'time', message, where: null })
  }

  #stop(reason: Killed['reason'], what: string): Killed {
    return this.#kill(this.#killedBy(reason, what))
  }

  /** The first reason counts. */
  #kill(killed: Killed): Killed {
    const first = this.#killed ?? killed
    this.#killed = first
    this.#sandbox.kill()
    return first
  }

  #crashed({ code, signal }: SandboxEnd): Killed {
    // V8 aborts when its heap is full, or traps (since Node 24): 134 and 133 where a shell stands between.
    const isHeap = ['SIGABRT', 'SIGTRAP'].includes(signal ?? '') || code === 134 || code === 133
    const what = isHeap
      ? `more than ${this.options.heapMbMax} MB of heap`
      : `the process ended by itself (${signal ?? `exit code ${String(code)}`})`
    return this.#killedBy(isHeap ? 'memory' : 'crashed', what)
  }

  /** Says what was going on: `… while hunting …, in schedule 7; the function entered last is receive (solution.ts:12)`. */
  #killedBy(reason: Killed['reason'], what: string): Killed {
    const { program } = this.request
    const entered = program.functions[this.#pulse?.entered ?? 0]
    const locator = new Locator({ map: program.map, insertions: [] })
    const where = entered === undefined ? null : locator.where(entered)
    const last =
      entered === undefined || where === null
        ? ''
        : `; the function entered last is ${entered.name} (${where})`
    return { kind: 'killed', reason, message: `${what} while ${this.#doing()}${last}`, where }
  }

  /** `hunting …, in schedule 7`. */
  #doing(): string {
    const { job } = this.request
    const schedule = Atomics.load(this.#shared, slot.schedule)
    const stage = schedule === 0 ? 'before the first schedule' : `in schedule ${schedule}`
    return `${jobKindOf(job.kind).describe(job)}, ${stage}`
  }
}
