import type { Address, Out } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer, type Transfer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * When the first acknowledgement is lost, the primary sends the state for ever and never enters the view (slide 36).
 */
class AcknowledgesOnce extends Server {
  protected override onTransfer(transfer: Transfer, from: Address, out: Out): void {
    const isInstalled = this.isBackup() && transfer.view.number === this.view.number
    if (!isInstalled) super.onTransfer(transfer, from, out)
  }
}

export default {
  id: 'B10',
  title: 'does not acknowledge a transfer that arrives again',
  origin: 'catalogue',
  breaks: ['progress'],
  control: false,
  solution: { viewServer: ViewServer, server: AcknowledgesOnce, client: Client },
  expects: ['progress', 'view-service'],
} satisfies Mutant
