import type { Out } from '../../../src/labs/replicated-vm/index.ts'
import { Hypervisor } from '../../../src/reference/replicated-vm/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks slide 46: who has lost halts.
 */
class TheLoserGoesOn extends Hypervisor {
  protected override halt(out: Out): void {
    this.goLive(out)
  }
}

export default {
  id: 'F3',
  title: 'goes on although the other has won the test-and-set',
  origin: 'own',
  breaks: ['test-and-set'],
  control: false,
  solution: { hypervisor: TheLoserGoesOn },
  expects: ['same-state', 'one-live', 'output-rule'],
} satisfies Mutant
