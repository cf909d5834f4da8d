/**
 * What is wrong: while the state is on its way to a new backup, the primary goes on alone (rule 5, slide 36). What it
 * executes after taking the snapshot never reaches the backup.
 */
import type { Address, Out, PrimaryBackup, Request } from 'splitbrain/primary-backup'
import { Client, Server, ViewServer } from '../../src/reference/hot-standby/index.ts'

class NeverPauses extends Server {
  protected override onRequest(request: Request, from: Address, out: Out): void {
    const isTransferring = this.view.primary === this.self && !this.isPrimary()
    if (isTransferring && !this.isAnswered(request)) this.complete(request, out)
    else super.onRequest(request, from, out)
  }
}

export default { viewServer: ViewServer, server: NeverPauses, client: Client } satisfies PrimaryBackup
