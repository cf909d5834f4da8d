import type { Out } from '../../../src/labs/replicated-vm/index.ts'
import { Hypervisor } from '../../../src/reference/replicated-vm/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks slides 45–46: the outputs of the backup are dropped. It releases what its machine sends.
 */
class TheBackupReleases extends Hypervisor {
  override timer(name: string, out: Out): void {
    super.timer(name, out)
    if (this.mode === 'backup' && name === 'replay') this.release(Infinity, out)
  }
}

export default {
  id: 'O3',
  title: 'the backup performs external output',
  origin: 'own',
  breaks: ['one machine', 'test-and-set'],
  control: false,
  solution: { hypervisor: TheBackupReleases },
  expects: ['one-live'],
} satisfies Mutant
