import type { Log, Out } from '../../../src/labs/replicated-vm/index.ts'
import { Hypervisor } from '../../../src/reference/replicated-vm/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks the output rule (slides 45–46): an acknowledgement promises that the machine will get there. That of a live machine
 * goes another way.
 */
class AcknowledgesLive extends Hypervisor {
  protected override onLog(message: Log, out: Out): void {
    if (this.mode !== 'alone') return super.onLog(message, out)
    const position = message.after + message.entries.length
    out.send(this.peer, { kind: 'Acknowledgement', position })
  }
}

export default {
  id: 'F6',
  title: 'acknowledges the log after it has gone live',
  origin: 'own',
  breaks: ['one machine'],
  control: false,
  solution: { hypervisor: AcknowledgesLive },
  expects: ['one-machine', 'linearizable', 'same-state', 'output-rule'],
} satisfies Mutant
