import type { Out } from '../../../src/labs/replicated-vm/index.ts'
import { Hypervisor } from '../../../src/reference/replicated-vm/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks progress: the log that does not flow any more is how a backup learns of the death of the primary.
 */
class NeverGoesLive extends Hypervisor {
  protected override check(out: Out): void {
    if (this.mode === 'primary') super.check(out)
  }
}

export default {
  id: 'F5',
  title: 'the backup never goes live',
  origin: 'own',
  breaks: ['progress'],
  control: false,
  solution: { hypervisor: NeverGoesLive },
  expects: ['progress'],
} satisfies Mutant
