import type { Address, Out } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer, type Forward } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks rule 2 (slides 21, 25). After a failover every write since the state transfer is gone.
 */
class OnlyAcknowledges extends Server {
  protected override onForward(forward: Forward, from: Address, out: Out): void {
    if (this.acceptsForward(forward)) this.acknowledgeForward(forward, from, out)
  }
}

export default {
  id: 'B5',
  title: 'acknowledges forwards without executing them',
  origin: 'catalogue',
  breaks: ['rule 2'],
  control: false,
  solution: { viewServer: ViewServer, server: OnlyAcknowledges, client: Client },
  expects: ['linearizable'],
} satisfies Mutant
