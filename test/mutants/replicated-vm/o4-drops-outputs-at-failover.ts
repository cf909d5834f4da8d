import type { Out } from '../../../src/labs/replicated-vm/index.ts'
import { Hypervisor } from '../../../src/reference/replicated-vm/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks slide 46: after a failover outputs are repeated. What the primary may not have released is dropped.
 */
class DropsOutputs extends Hypervisor {
  protected override goLive(out: Out): void {
    if (this.mode === 'backup') {
      this.replay()
      this.held = []
    }
    super.goLive(out)
  }
}

export default {
  id: 'O4',
  title: 'does not repeat outputs after a failover',
  origin: 'own',
  breaks: ['one machine'],
  control: false,
  solution: { hypervisor: DropsOutputs },
  expects: ['one-machine'],
} satisfies Mutant
