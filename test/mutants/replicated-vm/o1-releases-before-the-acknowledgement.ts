import type { Out } from '../../../src/labs/replicated-vm/index.ts'
import { Hypervisor } from '../../../src/reference/replicated-vm/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks the output rule (slides 45–46). An output leaves as soon as it is logged: if the log is lost with the primary, the
 * backup does not know what clients know.
 */
class ReleasesAtOnce extends Hypervisor {
  protected override sendLog(out: Out): void {
    super.sendLog(out)
    this.release(Infinity, out)
  }
}

export default {
  id: 'O1',
  title: 'releases outputs before the acknowledgement',
  origin: 'own',
  breaks: ['output rule'],
  control: false,
  solution: { hypervisor: ReleasesAtOnce },
  expects: ['output-rule'],
} satisfies Mutant
