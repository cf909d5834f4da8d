import { Hypervisor } from '../../../src/reference/replicated-vm/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * A control: more repeats than needed do no harm, since clients know how to deal with them.
 */
class RepeatsAll extends Hypervisor {
  protected override forget(position: number): void {
    if (this.mode !== 'backup') super.forget(position)
  }
}

export default {
  id: 'K1',
  title: 'repeats every output since the machine began',
  origin: 'own',
  breaks: [],
  control: true,
  solution: { hypervisor: RepeatsAll },
  expects: [],
} satisfies Mutant
