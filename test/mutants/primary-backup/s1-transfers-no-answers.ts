import { Client, Server, ViewServer, type Transfer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks rule 7 (slides 40–41). The backup has the effect of a request and does not know it: after a failover the client's
 * repetition is executed again.
 */
class InstallsTheStateOnly extends Server {
  protected override install(transfer: Transfer): void {
    this.app.restore(transfer.snapshot)
  }
}

export default {
  id: 'S1',
  title: 'transfers the state without the at-most-once data',
  origin: 'catalogue',
  breaks: ['rule 7', 'at most once'],
  control: false,
  solution: { viewServer: ViewServer, server: InstallsTheStateOnly, client: Client },
  expects: ['no-duplicate-writes', 'linearizable'],
} satisfies Mutant
