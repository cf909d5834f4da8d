import type { Interrupt, LogEntry, Out, ToHypervisor } from '../../../src/labs/replicated-vm/index.ts'
import { Hypervisor } from '../../../src/reference/replicated-vm/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks deterministic replay (slide 44): the content of an input is logged, too. The backup gets the packets as well, but
 * not in the same order, and not all of them.
 */
class OwnCard extends Hypervisor {
  private readonly card: Interrupt[] = []

  override receive(message: ToHypervisor, from: string, out: Out): void {
    if (this.mode === 'backup' && message.kind === 'Packet') {
      this.card.push({ device: 'network', words: message.words })
    }
    super.receive(message, from, out)
  }

  protected override replay(): void {
    this.log = this.log.map((entry) => this.withOwnPacket(entry))
    super.replay()
  }

  private withOwnPacket({ count, event }: LogEntry): LogEntry {
    const isPacket = event.kind === 'interrupt' && event.interrupt.device === 'network'
    const interrupt = isPacket ? this.card.shift() : undefined
    return interrupt === undefined ? { count, event } : { count, event: { kind: 'interrupt', interrupt } }
  }
}

export default {
  id: 'R5',
  title: 'the backup takes packets from its own network card',
  origin: 'own',
  breaks: ['replay'],
  control: false,
  solution: { hypervisor: OwnCard },
  expects: ['same-state'],
} satisfies Mutant
