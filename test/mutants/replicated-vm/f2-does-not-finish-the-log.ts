import type { Out } from '../../../src/labs/replicated-vm/index.ts'
import { Hypervisor } from '../../../src/reference/replicated-vm/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks slide 46: the backup replays the log to its last entry before it goes live. What clients were told is in the part
 * that it leaves out.
 */
class DoesNotFinish extends Hypervisor {
  protected override goLive(out: Out): void {
    if (this.mode === 'backup') this.log = []
    super.goLive(out)
  }
}

export default {
  id: 'F2',
  title: 'goes live before the log is replayed to its end',
  origin: 'own',
  breaks: ['one machine', 'replay'],
  control: false,
  solution: { hypervisor: DoesNotFinish },
  expects: ['same-state', 'one-machine', 'linearizable'],
} satisfies Mutant
