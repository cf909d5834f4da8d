/**
 * What is wrong: the primary forwards each request once (slide 28: messages get lost). One lost forward, or one lost
 * acknowledgement, and the service stands still.
 */
import type { Out, PrimaryBackup } from 'splitbrain/primary-backup'
import { Client, Server, ViewServer } from '../../src/reference/hot-standby/index.ts'

class ForwardsOnce extends Server {
  protected override forward(out: Out): void {
    super.forward(out)
    out.cancelTimer('forward')
  }
}

export default { viewServer: ViewServer, server: ForwardsOnce, client: Client } satisfies PrimaryBackup
