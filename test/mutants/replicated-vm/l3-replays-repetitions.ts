import type { Log, Out } from '../../../src/labs/replicated-vm/index.ts'
import { Hypervisor } from '../../../src/reference/replicated-vm/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks deterministic replay (slide 44): a piece of the log that is sent again is replayed again.
 */
class ReplaysRepetitions extends Hypervisor {
  protected override onLog(message: Log, out: Out): void {
    const received = this.logAfter + this.log.length
    super.onLog({ ...message, after: Math.max(message.after, received) }, out)
  }
}

export default {
  id: 'L3',
  title: 'replays entries again that arrive again',
  origin: 'own',
  breaks: ['replay'],
  control: false,
  solution: { hypervisor: ReplaysRepetitions },
  expects: ['same-state', 'output-rule'],
} satisfies Mutant
