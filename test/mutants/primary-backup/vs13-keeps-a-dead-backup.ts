import type { Address } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * A primary whose backup is dead waits for its acknowledgement for ever (slides 14–15: a view may have no backup).
 */
class KeepsTheBackup extends ViewServer {
  protected override nextBackup(primary: Address): Address | null {
    const { backup } = this.view
    return backup !== null && backup !== primary ? backup : super.nextBackup(primary)
  }
}

export default {
  id: 'VS13',
  title: 'never removes a dead backup from the view',
  origin: 'catalogue',
  breaks: ['progress'],
  control: false,
  solution: { viewServer: KeepsTheBackup, server: Server, client: Client },
  expects: ['progress', 'view-service'],
} satisfies Mutant
