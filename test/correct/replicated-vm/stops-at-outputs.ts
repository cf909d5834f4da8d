import type {
  Address,
  Application,
  Interrupt,
  LogEntry,
  Node,
  Out,
  Output,
  Outside,
  ReplicatedVirtualMachine,
  Role,
  ToHypervisor,
} from '../../../src/labs/replicated-vm/index.ts'
import { move, outputOf, raise, timeOf } from './machine.ts'

const beatMs = 80
const beatsMax = 8

/**
 * The machine stands still until its outputs are acknowledged: there is never more than one move under way, and what
 * comes meanwhile waits in a queue. An interrupt in the log therefore says that everything before it has been released.
 * One timer does all: it ticks, sends again, and counts the silence.
 */
class StopsAtOutputs implements Node {
  private state: 'leads' | 'follows' | 'alone' | 'gone'
  private silence = 0
  private readonly waiting: Interrupt[] = []
  /** All entries so far: none is ever forgotten. */
  private readonly entries: LogEntry[] = []
  private acknowledged = 0
  private count = 0
  private outputs: Output[] = []

  constructor(
    readonly self: Address,
    readonly peer: Address,
    role: Role,
    readonly outside: Outside,
    readonly app: Application,
  ) {
    this.state = role === 'primary' ? 'leads' : 'follows'
  }

  start(out: Out): void {
    if (this.state === 'leads') this.proceed(out)
    out.setTimer('beat', beatMs)
  }

  timer(_name: string, out: Out): void {
    if (this.state === 'gone') return
    out.setTimer('beat', beatMs)
    this.silence += 1
    if (this.state !== 'alone' && this.silence > beatsMax) out.send(this.outside.disk, { kind: 'TestAndSet' })
    if (this.state === 'follows') return
    if (this.waiting.length === 0) this.waiting.push({ device: 'timer' })
    this.proceed(out)
  }

  receive(message: ToHypervisor, _from: Address, out: Out): void {
    switch (message.kind) {
      case 'Packet':
        this.waiting.push({ device: 'network', words: message.words })
        if (this.state === 'leads' || this.state === 'alone') this.proceed(out)
        else this.waiting.pop()
        return
      case 'Acknowledgement':
        if (this.state !== 'leads') return
        this.silence = 0
        this.acknowledged = Math.max(this.acknowledged, message.position)
        return this.proceed(out)
      case 'Log':
        return this.follow(message.after, message.entries, out)
      case 'TestAndSetResult':
        if (this.state === 'alone') return
        this.state = message.holder === this.self ? 'alone' : 'gone'
        return this.state === 'alone' ? this.proceed(out) : undefined
      default:
        return message satisfies never
    }
  }

  /** One move after the other, as long as nothing is waited for. */
  private proceed(out: Out): void {
    for (;;) {
      const isFree = this.state === 'alone' || this.acknowledged === this.entries.length
      if (this.outputs.length > 0 && !isFree) return this.sendLog(out)
      for (const output of this.outputs.splice(0)) out.send(this.outside.switch, outputOf(output))
      const isIdle = this.run()
      if (this.outputs.length > 0) continue
      const next = this.waiting.shift()
      if (next !== undefined)
        this.note({ count: raise(this.app, next).count, event: { kind: 'interrupt', interrupt: next } })
      else if (isIdle) return this.sendLog(out)
    }
  }

  /** Until the machine is idle or has sent something. Interrupts hit wherever it is then. */
  private run(): boolean {
    const progress = move(this.app, { op: 'run', until: this.count + 17 })
    this.count = progress.count
    for (const output of progress.outputs) {
      this.outputs.push(output)
      this.note({ count: output.count, event: { kind: 'output', number: output.number } })
    }
    if (progress.stopped === 'timestamp') {
      const value = timeOf(this.app)
      this.note({ count: this.count, event: { kind: 'timestamp', value } })
      this.count = move(this.app, { op: 'timestamp', value }).count
    }
    return progress.stopped === 'idle'
  }

  private note(entry: LogEntry): void {
    if (this.state === 'leads') this.entries.push(entry)
  }

  private sendLog(out: Out): void {
    if (this.state !== 'leads') return
    const entries = this.entries.slice(this.acknowledged)
    if (entries.length > 0) out.send(this.peer, { kind: 'Log', after: this.acknowledged, entries })
  }

  private follow(after: number, entries: readonly LogEntry[], out: Out): void {
    if (this.state !== 'follows') return
    this.silence = 0
    for (const [i, entry] of entries.entries()) {
      if (after + i !== this.entries.length) continue
      this.entries.push(entry)
      this.replay(entry)
    }
    out.send(this.peer, { kind: 'Acknowledgement', position: this.entries.length })
  }

  private replay({ count, event }: LogEntry): void {
    const until = event.kind === 'timestamp' ? count + 1 : count
    if (this.count < until) {
      const progress = move(this.app, { op: 'run', until })
      this.count = progress.count
      this.outputs.push(...progress.outputs)
    }
    if (event.kind === 'timestamp') this.count = move(this.app, { op: 'timestamp', value: event.value }).count
    if (event.kind === 'interrupt') {
      this.outputs = []
      raise(this.app, event.interrupt)
    }
  }
}

export default { hypervisor: StopsAtOutputs } satisfies ReplicatedVirtualMachine
