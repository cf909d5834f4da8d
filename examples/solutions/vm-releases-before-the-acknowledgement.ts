/**
 * What is wrong: an output leaves as soon as it is logged (output rule, slides 45–46). If the primary dies and the log is
 * lost with it, clients know what the backup does not.
 */
import type { Out, ReplicatedVirtualMachine } from 'splitbrain/replicated-vm'
import { Hypervisor } from '../../src/reference/replicated-vm/index.ts'

class Hasty extends Hypervisor {
  protected override sendLog(out: Out): void {
    super.sendLog(out)
    this.release(Infinity, out)
  }
}

export default { hypervisor: Hasty } satisfies ReplicatedVirtualMachine
