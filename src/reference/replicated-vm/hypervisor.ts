import type { Address, Application, Node, Out } from '../../port/index.ts'
import {
  timing,
  type Acknowledgement,
  type Interrupt,
  type Log,
  type LogEntry,
  type LogEvent,
  type MachineCommand,
  type Output,
  type Outside,
  type Progress,
  type Release,
  type Role,
  type TestAndSet,
  type TestAndSetResult,
  type ToHypervisor,
} from '../../labs/replicated-vm/index.ts'

/** An output that was not released yet, and the position of the log entry that must be acknowledged before it is. */
interface Held {
  readonly position: number
  readonly output: Output
}

/**
 * Runs one virtual machine on two servers. The primary's machine lives: it takes packets and ticks. The backup's
 * replays what the primary's was given, at the same instructions, some way behind.
 * Source: CS 452 Primary/Backup, slides 43–46; Scales, Nelson & Venkitachalam 2010.
 */
export class Hypervisor implements Node {
  /** `alone`: live, with nobody to log for. */
  protected mode: Role | 'alone' | 'halted'
  /** Instructions that this machine has executed. */
  protected count = 0
  /** Primary: entries that the backup may lack. Backup: entries still to be replayed. */
  protected log: LogEntry[] = []
  /** The position of the entry before the first in `log`. */
  protected logAfter = 0
  protected held: Held[] = []
  protected isReplayDue = false
  protected isHeard = true
  protected silentChecks = 0
  protected isClaiming = false

  constructor(
    readonly self: Address,
    readonly peer: Address,
    role: Role,
    readonly outside: Outside,
    readonly app: Application,
  ) {
    this.mode = role
  }

  start(out: Out): void {
    out.setTimer('check', timing.checkEveryMs)
    if (this.mode === 'backup') return
    out.setTimer('tick', timing.tickEveryMs)
    this.live(out)
  }

  receive(message: ToHypervisor, _from: Address, out: Out): void {
    if (this.mode === 'halted') return
    switch (message.kind) {
      case 'Packet':
        return this.onInterrupt({ device: 'network', words: message.words }, out)
      case 'Log':
        return this.onLog(message, out)
      case 'Acknowledgement':
        return this.onAcknowledgement(message, out)
      case 'TestAndSetResult':
        return this.onTestAndSet(message, out)
      default:
        return message satisfies never
    }
  }

  timer(name: string, out: Out): void {
    switch (name) {
      case 'tick':
        out.setTimer('tick', timing.tickEveryMs)
        return this.onInterrupt({ device: 'timer' }, out)
      case 'slice':
        return this.live(out)
      case 'replay':
        return this.replay()
      default:
        return this.check(out)
    }
  }

  // --- the live machine

  /** Only the live machine hears the outside; the backup's hears what the log says. */
  protected onInterrupt(interrupt: Interrupt, out: Out): void {
    if (this.mode === 'backup') return
    const { count } = this.execute({ op: 'interrupt', interrupt })
    this.record(count, { kind: 'interrupt', interrupt })
    this.live(out)
  }

  /** Lets the machine run for a while. How long, only the host knows: what comes next hits it wherever it is then. */
  protected live(out: Out): void {
    let { stopped } = this.runSlice()
    while (stopped === 'timestamp') {
      const { count } = this
      // `decide` returns the command with its outcome in it.
      const decided = this.app.decide({ op: 'timestamp' }) as MachineCommand & {
        op: 'timestamp'
        value: number
      }
      this.execute(decided)
      this.record(count, { kind: 'timestamp', value: decided.value })
      stopped = this.runSlice().stopped
    }
    if (stopped === 'count') out.setTimer('slice', timing.sliceEveryMs)
    if (this.mode === 'primary') this.sendLog(out)
    else this.release(Infinity, out)
  }

  protected runSlice(): Progress {
    const progress = this.execute(this.app.decide({ op: 'run' }) as MachineCommand)
    for (const output of progress.outputs) {
      this.record(output.count, { kind: 'output', number: output.number })
      this.hold(output, this.logAfter + this.log.length)
    }
    return progress
  }

  protected record(count: number, event: LogEvent): void {
    if (this.mode === 'primary') this.log.push({ count, event })
  }

  protected hold(output: Output, position: number): void {
    this.held.push({ position, output })
  }

  /** Everything that was not acknowledged, again and again. */
  protected sendLog(out: Out): void {
    out.send<Log>(this.peer, { kind: 'Log', after: this.logAfter, entries: this.log })
  }

  protected onAcknowledgement({ position }: Acknowledgement, out: Out): void {
    if (this.mode !== 'primary') return
    this.isHeard = true
    if (position <= this.logAfter) return
    this.log.splice(0, position - this.logAfter)
    this.logAfter = position
    this.release(position, out)
  }

  /** The output rule: an output leaves when the backup can get to where it was made. Source: slides 45–46. */
  protected release(position: number, out: Out): void {
    for (const { output } of this.held.filter((held) => held.position <= position)) {
      const { number, device, words } = output
      out.send<Release>(this.outside.switch, { kind: 'Release', number, device, words })
    }
    this.forget(position)
  }

  protected forget(position: number): void {
    this.held = this.held.filter((held) => held.position > position)
  }

  // --- the machine that follows

  protected onLog({ after, entries }: Log, out: Out): void {
    if (this.mode !== 'backup') return
    this.isHeard = true
    const received = this.logAfter + this.log.length
    // What begins later leaves a gap: an entry before it is still on its way, and will come with this one again.
    if (after <= received) this.log.push(...entries.slice(received - after))
    // The primary begins with what was not acknowledged: it has released all outputs before that.
    this.forget(after)
    const position = this.logAfter + this.log.length
    out.send<Acknowledgement>(this.peer, { kind: 'Acknowledgement', position })
    this.replayLater(out)
  }

  /** A timer that is set again begins anew: a log that flows without a pause would put it off for ever. */
  protected replayLater(out: Out): void {
    if (this.isReplayDue || this.log.length === 0) return
    this.isReplayDue = true
    out.setTimer('replay', timing.replayAfterMs)
  }

  /** Up to the last event that is known of, and not an instruction further: the next may hit there. */
  protected replay(): void {
    this.isReplayDue = false
    for (const { count, event } of this.log.splice(0)) {
      this.logAfter += 1
      this.runTo(event.kind === 'timestamp' ? count + 1 : count)
      if (event.kind === 'interrupt') this.execute({ op: 'interrupt', interrupt: event.interrupt })
      if (event.kind === 'timestamp') this.execute({ op: 'timestamp', value: event.value })
    }
  }

  /** For a timestamp one further: the machine stops by itself where it asks for the time. */
  protected runTo(until: number): void {
    if (this.count >= until) return
    for (const output of this.execute({ op: 'run', until }).outputs) this.hold(output, this.logAfter)
  }

  protected execute(command: MachineCommand): Progress {
    // The application of this lab is a virtual machine: it returns its progress.
    const progress = this.app.execute(command) as Progress
    this.count = progress.count
    return progress
  }

  // --- when the other is silent

  protected check(out: Out): void {
    this.silentChecks = this.isHeard ? 0 : this.silentChecks + 1
    this.isHeard = false
    if (this.silentChecks >= timing.silentChecksMax) this.isClaiming = true
    // Once asked, it must be known who won: there may be no way back.
    if (this.isClaiming) out.send<TestAndSet>(this.outside.disk, { kind: 'TestAndSet' })
    out.setTimer('check', timing.checkEveryMs)
  }

  protected onTestAndSet({ holder }: TestAndSetResult, out: Out): void {
    if (this.mode === 'alone') return
    out.cancelTimer('check')
    if (holder !== this.self) return this.halt(out)
    this.goLive(out)
  }

  /** Whether this was the primary or the backup: outputs that may not have been released are released, perhaps again. */
  protected goLive(out: Out): void {
    if (this.mode === 'backup') {
      this.replay()
      out.cancelTimer('replay')
      out.setTimer('tick', timing.tickEveryMs)
    }
    this.mode = 'alone'
    this.log = []
    this.live(out)
  }

  /** The other goes on alone: two would be one too many. */
  protected halt(out: Out): void {
    this.mode = 'halted'
    for (const name of ['tick', 'slice', 'replay']) out.cancelTimer(name)
  }
}
