import { type Out, timing } from '../../../src/labs/replicated-vm/index.ts'
import { Hypervisor } from '../../../src/reference/replicated-vm/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks slide 46: silence is no death. Two machines live, and each answers.
 */
class AsksNobody extends Hypervisor {
  protected override check(out: Out): void {
    super.check(out)
    if (this.silentChecks >= timing.silentChecksMax) {
      this.onTestAndSet({ kind: 'TestAndSetResult', holder: this.self }, out)
    }
  }
}

export default {
  id: 'F1',
  title: 'goes on alone without the test-and-set',
  origin: 'own',
  breaks: ['test-and-set'],
  control: false,
  solution: { hypervisor: AsksNobody },
  expects: ['same-state', 'one-live', 'output-rule'],
} satisfies Mutant
