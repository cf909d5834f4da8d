import type {
  Address,
  Application,
  Interrupt,
  LogEntry,
  LogEvent,
  Node,
  Out,
  Output,
  Outside,
  Progress,
  ReplicatedVirtualMachine,
  Role,
  ToHypervisor,
} from '../../../src/labs/replicated-vm/index.ts'
import { move, outputOf, raise, timeOf } from './machine.ts'

const stepInstructions = 25
const stepMs = 2
const tickMs = 150
const againMs = 60
const patienceMs = 700

/**
 * Every entry is a message of its own, sent again until it is acknowledged. The backup replays at once, in the handler
 * that receives, and keeps outputs until it hears that entries after them were acknowledged. The machine takes small
 * steps of equal length.
 */
class EntryByEntry implements Node {
  private live: boolean
  private paired = true
  private dead = false
  private readonly entries: LogEntry[] = []
  /** Primary: how many were acknowledged. Backup: how many were replayed. */
  private done = 0
  private count = 0
  private readonly early = new Map<number, LogEntry>()
  private queue: { readonly output: Output; readonly from: number }[] = []

  constructor(
    readonly self: Address,
    readonly peer: Address,
    role: Role,
    readonly outside: Outside,
    readonly app: Application,
  ) {
    this.live = role === 'primary'
  }

  start(out: Out): void {
    out.setTimer('patience', patienceMs)
    if (this.live) this.begin(out)
  }

  receive(message: ToHypervisor, _from: Address, out: Out): void {
    if (this.dead) return
    if (message.kind === 'Packet') this.take({ device: 'network', words: message.words }, out)
    else if (message.kind === 'TestAndSetResult') this.decided(message.holder, out)
    else if (!this.paired) return
    else if (message.kind === 'Acknowledgement' && this.live) {
      out.setTimer('patience', patienceMs)
      this.done = Math.max(this.done, message.position)
      this.flush(out)
    } else if (message.kind === 'Log' && !this.live) this.hear(message.after, message.entries, out)
  }

  timer(name: string, out: Out): void {
    if (name === 'tick') {
      out.setTimer('tick', tickMs)
      this.take({ device: 'timer' }, out)
    } else if (name === 'step') this.step(out)
    else if (name === 'again') this.sendAgain(out)
    else {
      out.send(this.outside.disk, { kind: 'TestAndSet' })
      out.setTimer('patience', againMs)
    }
  }

  private begin(out: Out): void {
    out.setTimer('tick', tickMs)
    out.setTimer('again', againMs)
    this.step(out)
  }

  private take(interrupt: Interrupt, out: Out): void {
    if (!this.live) return
    this.note(raise(this.app, interrupt).count, { kind: 'interrupt', interrupt }, out)
    this.step(out)
  }

  private step(out: Out): void {
    const progress = move(this.app, { op: 'run', until: this.count + stepInstructions })
    this.advance(progress)
    for (const output of progress.outputs)
      this.note(output.count, { kind: 'output', number: output.number }, out)
    if (progress.stopped === 'timestamp') {
      const value = timeOf(this.app)
      this.note(progress.count, { kind: 'timestamp', value }, out)
      this.advance(move(this.app, { op: 'timestamp', value }))
    }
    this.flush(out)
    if (progress.stopped !== 'idle') out.setTimer('step', stepMs)
  }

  private advance({ count, outputs }: Progress): void {
    this.count = count
    for (const output of outputs) this.queue.push({ output, from: this.entries.length + 1 })
  }

  private note(count: number, event: LogEvent, out: Out): void {
    if (!this.paired) return
    this.entries.push({ count, event })
    this.send(this.entries.length, out)
  }

  private send(position: number, out: Out): void {
    const entry = this.entries[position - 1]
    if (entry !== undefined) out.send(this.peer, { kind: 'Log', after: position - 1, entries: [entry] })
  }

  private sendAgain(out: Out): void {
    if (!this.paired) return
    for (let position = this.done + 1; position <= this.entries.length; position += 1)
      this.send(position, out)
    out.setTimer('again', againMs)
  }

  /** An output was counted before its own entry, so that it waits for the first entry that reaches it. */
  private flush(out: Out): void {
    const free = (held: { output: Output; from: number }): boolean =>
      !this.paired || this.covers(held) <= this.done
    for (const held of this.queue) if (free(held)) out.send(this.outside.switch, outputOf(held.output))
    this.queue = this.queue.filter((held) => !free(held))
  }

  private covers({ output, from }: { readonly output: Output; readonly from: number }): number {
    for (let position = from; position <= this.entries.length; position += 1) {
      if ((this.entries[position - 1]?.count ?? 0) >= output.count) return position
    }
    return Infinity
  }

  private hear(after: number, entries: readonly LogEntry[], out: Out): void {
    out.setTimer('patience', patienceMs)
    for (const [i, entry] of entries.entries()) this.early.set(after + i + 1, entry)
    for (;;) {
      const next = this.early.get(this.done + 1)
      if (next === undefined) break
      this.follow(next)
      this.early.delete(this.done + 1)
      this.done += 1
    }
    out.send(this.peer, { kind: 'Acknowledgement', position: this.done })
  }

  private follow({ count, event }: LogEntry): void {
    const until = event.kind === 'timestamp' ? count + 1 : count
    if (this.count < until) this.advance(move(this.app, { op: 'run', until }))
    if (event.kind === 'interrupt') this.advance(raise(this.app, event.interrupt))
    if (event.kind === 'timestamp') this.advance(move(this.app, { op: 'timestamp', value: event.value }))
  }

  private decided(holder: Address, out: Out): void {
    if (!this.paired) return
    out.cancelTimer('patience')
    out.cancelTimer('again')
    this.paired = false
    if (holder === this.self) {
      const wasLive = this.live
      this.live = true
      if (wasLive) this.flush(out)
      else this.begin(out)
    } else {
      this.live = false
      this.dead = true
      for (const name of ['tick', 'step']) out.cancelTimer(name)
    }
  }
}

export default { hypervisor: EntryByEntry } satisfies ReplicatedVirtualMachine
