/**
 * What is wrong: the server tells by the wall clock when it last pinged (slides 3–5, 44: a state machine is
 * deterministic). It works, and the same run never happens twice. Only a guarded run sees it.
 */
import type { Out, PrimaryBackup } from 'splitbrain/primary-backup'
import { Client, Server, ViewServer } from '../../src/reference/hot-standby/index.ts'

class ReadsTheClock extends Server {
  pingedAt = 0

  protected override ping(out: Out): void {
    this.pingedAt = Date.now()
    super.ping(out)
  }
}

export default { viewServer: ViewServer, server: ReadsTheClock, client: Client } satisfies PrimaryBackup
