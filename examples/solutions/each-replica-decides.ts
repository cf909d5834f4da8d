/**
 * What is wrong: the primary forwards a request as it came (slides 9, 44). What the current time is, the backup then
 * reads from a clock of its own.
 */
import type { PrimaryBackup, Request } from 'splitbrain/primary-backup'
import { Client, Server, ViewServer } from '../../src/reference/hot-standby/index.ts'

class ForwardsUndecided extends Server {
  protected override decided(request: Request): Request {
    return request
  }
}

export default { viewServer: ViewServer, server: ForwardsUndecided, client: Client } satisfies PrimaryBackup
