/**
 * What is wrong: the backup runs one instruction further than the log says before it raises an interrupt (deterministic
 * replay, slide 44). As long as the machine waits this does not show.
 */
import type { ReplicatedVirtualMachine } from 'splitbrain/replicated-vm'
import { Hypervisor } from '../../src/reference/replicated-vm/index.ts'

class OneTooFar extends Hypervisor {
  protected override runTo(until: number): void {
    super.runTo(this.mode === 'backup' ? until + 1 : until)
  }
}

export default { hypervisor: OneTooFar } satisfies ReplicatedVirtualMachine
