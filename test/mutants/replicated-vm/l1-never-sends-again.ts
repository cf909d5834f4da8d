import type { Log, Out } from '../../../src/labs/replicated-vm/index.ts'
import { Hypervisor } from '../../../src/reference/replicated-vm/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks progress: the network may lose a piece of the log, and then the backup waits for it for ever.
 */
export class SendsOnce extends Hypervisor {
  private sentUpTo = 0

  protected override sendLog(out: Out): void {
    const after = Math.max(this.sentUpTo, this.logAfter)
    const entries = this.log.slice(after - this.logAfter)
    this.sentUpTo = after + entries.length
    out.send<Log>(this.peer, { kind: 'Log', after, entries })
  }
}

export default {
  id: 'L1',
  title: 'sends each entry of the log once',
  origin: 'own',
  breaks: ['progress'],
  control: false,
  solution: { hypervisor: SendsOnce },
  expects: ['progress'],
} satisfies Mutant
