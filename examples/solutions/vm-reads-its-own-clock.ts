/**
 * What is wrong: timestamps are not logged, and each replica reads the clock of its own host (deterministic replay,
 * slide 44).
 */
import type { LogEvent, MachineCommand, ReplicatedVirtualMachine } from 'splitbrain/replicated-vm'
import { Hypervisor } from '../../src/reference/replicated-vm/index.ts'

class OwnClock extends Hypervisor {
  protected override record(count: number, event: LogEvent): void {
    if (event.kind !== 'timestamp') super.record(count, event)
  }

  protected override runTo(until: number): void {
    super.runTo(until)
    while (this.mode === 'backup' && this.count < until) {
      this.execute(this.app.decide({ op: 'timestamp' }) as MachineCommand)
      super.runTo(until)
    }
  }
}

export default { hypervisor: OwnClock } satisfies ReplicatedVirtualMachine
