import type { Out } from '../../../src/labs/replicated-vm/index.ts'
import { Hypervisor } from '../../../src/reference/replicated-vm/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks progress: who has won the test-and-set owes nothing to the other any more.
 */
class WaitsForTheDead extends Hypervisor {
  private hasWon = false

  protected override goLive(out: Out): void {
    if (this.mode === 'backup') super.goLive(out)
    else this.hasWon = true
  }

  protected override check(out: Out): void {
    if (!this.hasWon) super.check(out)
  }
}

export default {
  id: 'F4',
  title: 'the primary that is alone still waits for acknowledgements',
  origin: 'own',
  breaks: ['progress'],
  control: false,
  solution: { hypervisor: WaitsForTheDead },
  expects: ['progress'],
} satisfies Mutant
