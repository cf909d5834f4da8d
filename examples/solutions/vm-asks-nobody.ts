/**
 * What is wrong: who hears nothing of the other goes on alone, without the test-and-set (slide 46). Silence is no death:
 * two machines live, and each answers.
 */
import { timing, type Out, type ReplicatedVirtualMachine } from 'splitbrain/replicated-vm'
import { Hypervisor } from '../../src/reference/replicated-vm/index.ts'

class Confident extends Hypervisor {
  protected override check(out: Out): void {
    super.check(out)
    if (this.silentChecks >= timing.silentChecksMax && this.mode !== 'alone') this.goLive(out)
  }
}

export default { hypervisor: Confident } satisfies ReplicatedVirtualMachine
