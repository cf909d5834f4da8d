import type { Output } from '../../../src/labs/replicated-vm/index.ts'
import { Hypervisor } from '../../../src/reference/replicated-vm/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks the output rule (slides 45–46): the backup must have every event up to and including the output. It has the
 * packet that is answered, but may be interrupted before it answers.
 */
class WaitsForTheInput extends Hypervisor {
  protected override hold(output: Output, position: number): void {
    super.hold(output, this.mode === 'primary' ? position - 1 : position)
  }
}

export default {
  id: 'O2',
  title: 'waits for the entry of the input, not for that of the output',
  origin: 'own',
  breaks: ['output rule'],
  control: false,
  solution: { hypervisor: WaitsForTheInput },
  expects: ['output-rule'],
} satisfies Mutant
