import type { Log, Out } from '../../../src/labs/replicated-vm/index.ts'
import { SendsOnce } from './l1-never-sends-again.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks deterministic replay (slide 44): no entry of the log is left out. Pieces of it are sent once, and the backup
 * takes what comes, whether or not it follows on what it has.
 */
class IgnoresGaps extends SendsOnce {
  protected override onLog(message: Log, out: Out): void {
    const received = this.logAfter + this.log.length
    if (message.after > received) this.logAfter = message.after - this.log.length
    super.onLog(message, out)
  }
}

export default {
  id: 'L2',
  title: 'the backup takes a piece of the log that does not follow',
  origin: 'own',
  breaks: ['replay', 'output rule'],
  control: false,
  solution: { hypervisor: IgnoresGaps },
  expects: ['same-state', 'output-rule'],
} satisfies Mutant
