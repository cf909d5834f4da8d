import {
  timing,
  type Address,
  type Application,
  type Interrupt,
  type MachineCommand,
  type Node,
  type Out,
  type Outside,
  type Progress,
  type Release,
  type ReplicatedVirtualMachine,
  type Role,
  type ToHypervisor,
} from 'splitbrain/replicated-vm'

// Everything you write is in this file (or in files that it imports). Fields are plain data; handlers run to
// completion, return nothing, and touch only `this` and `out`.
//
// As it stands, the primary runs its machine for all the world to see, and nobody would notice if it died.

class Hypervisor implements Node {
  constructor(
    readonly self: Address,
    readonly peer: Address,
    readonly role: Role,
    readonly outside: Outside,
    readonly app: Application,
  ) {}

  start(out: Out): void {
    if (this.role === 'backup') return
    out.setTimer('tick', timing.tickEveryMs)
    this.run(out)
  }

  receive(message: ToHypervisor, _from: Address, out: Out): void {
    // TODO: the backup takes the Log, acknowledges what has arrived without a gap, and replays it: to exactly the count of
    // each entry, and no further. The primary hears of that by an Acknowledgement. TestAndSetResult says who goes on alone.
    if (message.kind === 'Packet' && this.role === 'primary') {
      this.interrupt({ device: 'network', words: message.words }, out)
    }
  }

  timer(name: string, out: Out): void {
    // TODO: notice the silence of the other server, and ask the disk: `{ kind: 'TestAndSet' }`.
    if (name === 'slice') return this.run(out)
    out.setTimer('tick', timing.tickEveryMs)
    this.interrupt({ device: 'timer' }, out)
  }

  private interrupt(interrupt: Interrupt, out: Out): void {
    // TODO: log what came, and the count at which it hit the machine.
    this.execute({ op: 'interrupt', interrupt })
    this.run(out)
  }

  /** The host lets the machine run for a while: how long is not for us to say. */
  private run(out: Out): void {
    const progress = this.execute(this.app.decide({ op: 'run' }) as MachineCommand)
    for (const { number, device, words } of progress.outputs) {
      // TODO: hold it until the backup has acknowledged the log up to it.
      out.send<Release>(this.outside.switch, { kind: 'Release', number, device, words })
    }
    if (progress.stopped === 'timestamp') {
      // TODO: log the value that was decided.
      this.execute(this.app.decide({ op: 'timestamp' }) as MachineCommand)
      out.setTimer('slice', timing.sliceEveryMs)
    } else if (progress.stopped === 'count') out.setTimer('slice', timing.sliceEveryMs)
  }

  private execute(command: MachineCommand): Progress {
    return this.app.execute(command) as Progress
  }
}

export default { hypervisor: Hypervisor } satisfies ReplicatedVirtualMachine
