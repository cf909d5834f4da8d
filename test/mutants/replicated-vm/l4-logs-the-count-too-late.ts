import type { Interrupt, Out } from '../../../src/labs/replicated-vm/index.ts'
import { Hypervisor } from '../../../src/reference/replicated-vm/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks deterministic replay (slide 44): the count that belongs to an interrupt is that of the instruction it hit.
 */
class LogsLate extends Hypervisor {
  protected override onInterrupt(interrupt: Interrupt, out: Out): void {
    if (this.mode !== 'primary') return super.onInterrupt(interrupt, out)
    this.execute({ op: 'interrupt', interrupt })
    const { stopped } = this.runSlice()
    this.record(this.count, { kind: 'interrupt', interrupt })
    if (stopped === 'idle') this.sendLog(out)
    else this.live(out)
  }
}

export default {
  id: 'L4',
  title: 'logs the count at which the machine stopped, not that of the interrupt',
  origin: 'own',
  breaks: ['replay'],
  control: false,
  solution: { hypervisor: LogsLate },
  expects: ['same-state'],
} satisfies Mutant
