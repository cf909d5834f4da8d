import type { Address, Out } from '../../../src/labs/state-machine-replication/index.ts'
import { Client, Server, type Executed } from '../../../src/reference/state-machine-replication/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks "all before the reply" (slides 6–8). A late copy of the acknowledgement of one operation counts for the next.
 */
class CountsAny extends Server {
  protected override onExecuted(executed: Executed, from: Address, out: Out): void {
    super.onExecuted({ ...executed, number: this.pending?.number ?? 0 }, from, out)
  }
}

export default {
  id: 'F3',
  title: 'takes any acknowledgement for that of the operation under way',
  origin: 'own',
  breaks: ['all before the reply'],
  control: false,
  solution: { server: CountsAny, client: Client },
  expects: ['all-before-reply', 'replicas-agree'],
} satisfies Mutant
