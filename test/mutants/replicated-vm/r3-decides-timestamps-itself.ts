import type { LogEvent, MachineCommand } from '../../../src/labs/replicated-vm/index.ts'
import { Hypervisor } from '../../../src/reference/replicated-vm/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks deterministic replay (slide 44): the few instructions whose outcome is not determined are logged.
 */
class DecidesTimestamps extends Hypervisor {
  protected override record(count: number, event: LogEvent): void {
    if (event.kind !== 'timestamp') super.record(count, event)
  }

  protected override runTo(until: number): void {
    super.runTo(until)
    while (this.mode === 'backup' && this.count < until) {
      this.execute(this.app.decide({ op: 'timestamp' }) as MachineCommand)
      super.runTo(until)
    }
  }
}

export default {
  id: 'R3',
  title: 'timestamps are not logged: each replica reads its own clock',
  origin: 'own',
  breaks: ['replay'],
  control: false,
  solution: { hypervisor: DecidesTimestamps },
  expects: ['same-state'],
} satisfies Mutant
