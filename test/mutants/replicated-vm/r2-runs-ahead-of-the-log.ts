import { Hypervisor } from '../../../src/reference/replicated-vm/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks slide 46: a backup that does not know the next event waits. It runs on, and what comes next comes too late.
 */
class RunsAhead extends Hypervisor {
  protected override replay(): void {
    super.replay()
    if (this.mode === 'backup') this.runTo(this.count + 1_000)
  }
}

export default {
  id: 'R2',
  title: 'the backup runs ahead of the log',
  origin: 'own',
  breaks: ['replay'],
  control: false,
  solution: { hypervisor: RunsAhead },
  expects: ['same-state'],
} satisfies Mutant
