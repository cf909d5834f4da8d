import type { Address, Out, ToViewServer } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * As long as clients ask and other servers ping, the dead primary looks alive (slide 14): no failover.
 */
class HearsThePrimaryInEveryone extends ViewServer {
  override receive(message: ToViewServer, from: Address, out: Out): void {
    if (this.view.primary !== null) this.silentChecks.set(this.view.primary, 0)
    super.receive(message, from, out)
  }
}

export default {
  id: 'VS27',
  title: 'takes any message for a sign of life of the primary',
  origin: 'catalogue',
  breaks: ['progress'],
  control: false,
  solution: { viewServer: HearsThePrimaryInEveryone, server: Server, client: Client },
  expects: ['progress', 'view-service'],
} satisfies Mutant
