import { type LogEvent, type Out, timing } from '../../../src/labs/replicated-vm/index.ts'
import { Hypervisor } from '../../../src/reference/replicated-vm/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks deterministic replay (slide 44): a timer interrupt is an input like any other. It is not logged, and the backup
 * raises its own.
 */
class TicksByItself extends Hypervisor {
  override start(out: Out): void {
    super.start(out)
    if (this.mode === 'backup') out.setTimer('tick', timing.tickEveryMs)
  }

  override timer(name: string, out: Out): void {
    if (this.mode === 'backup' && name === 'tick') {
      out.setTimer('tick', timing.tickEveryMs)
      this.execute({ op: 'interrupt', interrupt: { device: 'timer' } })
    } else super.timer(name, out)
  }

  protected override record(count: number, event: LogEvent): void {
    if (event.kind !== 'interrupt' || event.interrupt.device !== 'timer') super.record(count, event)
  }
}

export default {
  id: 'R4',
  title: 'timer interrupts come from the clock of the backup',
  origin: 'own',
  breaks: ['replay'],
  control: false,
  solution: { hypervisor: TicksByItself },
  expects: ['same-state'],
} satisfies Mutant
