/**
 * What is wrong: the state transfer carries the application's state and not the at-most-once data (rule 7, slides
 * 40–41). After a failover the new primary executes again what a client repeats.
 */
import type { PrimaryBackup } from 'splitbrain/primary-backup'
import { Client, Server, ViewServer, type Transfer } from '../../src/reference/hot-standby/index.ts'

class RestoresTheStateOnly extends Server {
  protected override install(transfer: Transfer): void {
    this.app.restore(transfer.snapshot)
  }
}

export default {
  viewServer: ViewServer,
  server: RestoresTheStateOnly,
  client: Client,
} satisfies PrimaryBackup
