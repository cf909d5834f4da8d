import type { Address, Out } from '../../../src/labs/state-machine-replication/index.ts'
import { Client, Server, type Executed } from '../../../src/reference/state-machine-replication/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks "all before the reply" (slides 6–8). One of the others is enough; a server that missed an operation executes
 * none of those that follow.
 */
class CountsOne extends Server {
  protected override onExecuted(executed: Executed, from: Address, out: Out): void {
    if (this.pending?.number === executed.number) this.pending.missing.clear()
    super.onExecuted(executed, from, out)
  }
}

export default {
  id: 'F2',
  title: 'answers after the first acknowledgement',
  origin: 'own',
  breaks: ['all before the reply'],
  control: false,
  solution: { server: CountsOne, client: Client },
  expects: ['all-before-reply', 'replicas-agree'],
} satisfies Mutant
