/**
 * What is wrong: every request that arrives is executed (at-most-once, slide 28). A reply is lost, the client tries again,
 * and its write takes effect twice.
 */
import type { PrimaryBackup, Request } from 'splitbrain/primary-backup'
import { Client, Server, ViewServer } from '../../src/reference/hot-standby/index.ts'

class Forgetful extends Server {
  protected override isAnswered(_request: Request): boolean {
    return false
  }
}

export default { viewServer: ViewServer, server: Forgetful, client: Client } satisfies PrimaryBackup
