/**
 * What is wrong: a cold backup stays cold. When it is promoted, it does not execute the log that it had saved (slide 8),
 * and so never had what the primary took for accepted (rule 2).
 */
import type { PrimaryBackup } from 'splitbrain/primary-backup'
import { Client, Server, ViewServer } from '../../src/reference/cold-standby/index.ts'

class NeverExecutesTheLog extends Server {
  protected override replay(): void {}
}

export default { viewServer: ViewServer, server: NeverExecutesTheLog, client: Client } satisfies PrimaryBackup
