import type {
  Address,
  Application,
  Log,
  LogEntry,
  Node,
  Out,
  Outside,
  Release,
  ReplicatedVirtualMachine,
  Role,
  ToHypervisor,
} from '../../../src/labs/replicated-vm/index.ts'
import { move, outputOf, raise, timeOf } from './machine.ts'

const tickMs = 120
const collectMs = 15
const greetMs = 50
const greetingsMissedMax = 12

/** How far the primary has got. */
interface Greeting {
  readonly kind: 'Greeting'
  readonly released: number
}

type Heard = ToHypervisor | Greeting

/**
 * A cold backup: it saves the log, and its machine stands at its first instruction until it is needed. Then it replays
 * everything, and releases what it was not told of as released. The primary collects entries for a while before it
 * sends them. Both greet each other, whatever else they have to say.
 */
class ReplaysWhenNeeded implements Node {
  private part: Role | 'single' | 'off'
  private readonly saved: LogEntry[] = []
  private acknowledged = 0
  private made: { readonly message: Release; readonly needs: number }[] = []
  private released = 0
  private missed = 0
  private at = 0

  constructor(
    readonly self: Address,
    readonly peer: Address,
    role: Role,
    readonly outside: Outside,
    readonly app: Application,
  ) {
    this.part = role
  }

  start(out: Out): void {
    out.setTimer('greet', greetMs)
    if (this.part === 'primary') this.live(out)
  }

  timer(name: string, out: Out): void {
    if (this.part === 'off') return
    if (name === 'greet') this.greet(out)
    else if (name === 'tick') this.interrupt({ device: 'timer' }, out)
    else if (name === 'run') this.run(out)
    else this.sendSaved(out)
  }

  receive(message: Heard, _from: Address, out: Out): void {
    if (this.part === 'off') return
    switch (message.kind) {
      case 'Greeting':
        this.missed = 0
        this.released = Math.max(this.released, message.released)
        return
      case 'Packet':
        return this.interrupt({ device: 'network', words: message.words }, out)
      case 'Log':
        return this.save(message, out)
      case 'Acknowledgement':
        this.acknowledged = Math.max(this.acknowledged, message.position)
        return this.release(out)
      case 'TestAndSetResult':
        if (this.part === 'single') return
        return message.holder === this.self ? this.takeOver(out) : this.stop()
      default:
        return message satisfies never
    }
  }

  private greet(out: Out): void {
    if (this.part === 'single') return
    out.setTimer('greet', greetMs)
    this.missed += 1
    if (this.missed > greetingsMissedMax) out.send(this.outside.disk, { kind: 'TestAndSet' })
    out.send<Greeting>(this.peer, { kind: 'Greeting', released: this.released })
  }

  private live(out: Out): void {
    out.setTimer('tick', tickMs)
    this.run(out)
  }

  private interrupt(interrupt: Parameters<typeof raise>[1], out: Out): void {
    if (this.part === 'backup') return
    if (interrupt.device === 'timer') out.setTimer('tick', tickMs)
    this.note(raise(this.app, interrupt).count, { kind: 'interrupt', interrupt }, out)
    out.setTimer('run', 3)
  }

  private run(out: Out): void {
    const progress = move(this.app, { op: 'run', until: this.at + 70 })
    this.at = progress.count
    for (const output of progress.outputs) {
      this.note(output.count, { kind: 'output', number: output.number }, out)
      this.made.push({ message: outputOf(output), needs: this.saved.length })
    }
    if (progress.stopped === 'timestamp') {
      const value = timeOf(this.app)
      this.note(this.at, { kind: 'timestamp', value }, out)
      this.at = move(this.app, { op: 'timestamp', value }).count
    }
    if (progress.stopped !== 'idle') out.setTimer('run', 3)
    this.release(out)
  }

  private note(count: number, event: LogEntry['event'], out: Out): void {
    if (this.part !== 'primary') return
    this.saved.push({ count, event })
    out.setTimer('send', collectMs)
  }

  private sendSaved(out: Out): void {
    if (this.part !== 'primary' || this.acknowledged === this.saved.length) return
    out.send<Log>(this.peer, {
      kind: 'Log',
      after: this.acknowledged,
      entries: this.saved.slice(this.acknowledged),
    })
    out.setTimer('send', 4 * collectMs)
  }

  private release(out: Out): void {
    if (this.part === 'backup') return
    while (this.made[0] !== undefined) {
      const { message, needs } = this.made[0]
      if (this.part === 'primary' && needs > this.acknowledged) return
      this.made.shift()
      this.released = message.number
      out.send(this.outside.switch, message)
    }
  }

  private save({ after, entries }: Log, out: Out): void {
    if (this.part !== 'backup') return
    if (after <= this.saved.length) this.saved.push(...entries.slice(this.saved.length - after))
    out.send(this.peer, { kind: 'Acknowledgement', position: this.saved.length })
  }

  private takeOver(out: Out): void {
    const wasBackup = this.part === 'backup'
    this.part = 'single'
    out.cancelTimer('send')
    if (wasBackup) {
      for (const entry of this.saved) this.replay(entry)
      this.made = this.made.filter(({ message }) => message.number > this.released)
      this.live(out)
    } else this.release(out)
  }

  private replay({ count, event }: LogEntry): void {
    const until = event.kind === 'timestamp' ? count + 1 : count
    if (this.at < until) {
      const progress = move(this.app, { op: 'run', until })
      this.at = progress.count
      for (const output of progress.outputs) this.made.push({ message: outputOf(output), needs: 0 })
    }
    if (event.kind === 'interrupt') raise(this.app, event.interrupt)
    if (event.kind === 'timestamp') this.at = move(this.app, { op: 'timestamp', value: event.value }).count
  }

  private stop(): void {
    this.part = 'off'
  }
}

export default { hypervisor: ReplaysWhenNeeded } satisfies ReplicatedVirtualMachine
