import { Hypervisor } from '../../../src/reference/replicated-vm/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks deterministic replay (slide 44): an interrupt hits at exactly the instruction that was logged.
 */
class OneInstructionLate extends Hypervisor {
  protected override runTo(until: number): void {
    super.runTo(this.mode === 'backup' ? until + 1 : until)
  }
}

export default {
  id: 'R1',
  title: 'the backup is interrupted one instruction later',
  origin: 'own',
  breaks: ['replay'],
  control: false,
  solution: { hypervisor: OneInstructionLate },
  expects: ['same-state'],
} satisfies Mutant
