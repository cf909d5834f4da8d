import type { Out } from '../../../src/labs/replicated-vm/index.ts'
import { Hypervisor } from '../../../src/reference/replicated-vm/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks progress: the ticks of a backup's machine come with the log. It answers whoever asks, but its time stands still.
 */
class StopsTicking extends Hypervisor {
  protected override goLive(out: Out): void {
    const wasBackup = this.mode === 'backup'
    super.goLive(out)
    if (wasBackup) out.cancelTimer('tick')
  }
}

export default {
  id: 'F7',
  title: 'a backup that goes live raises no timer interrupts',
  origin: 'own',
  breaks: ['progress'],
  control: false,
  solution: { hypervisor: StopsTicking },
  expects: ['progress'],
} satisfies Mutant
